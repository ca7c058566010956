/** What Oracle's cloud answers to the program's questions, in tests. */
export const ociCalls = {
  'oci:Core/getServices:getServices': () => ({
    services: [
      { id: 'object-storage-id', cidrBlock: 'oci-fra-objectstorage', name: 'OCI FRA Object Storage' },
      { id: 'all-services-id', cidrBlock: 'all-fra-services-in-oracle-services-network', name: 'All FRA Services' },
    ],
  }),
  'oci:Identity/getAvailabilityDomains:getAvailabilityDomains': () => ({
    availabilityDomains: [1, 2, 3].map((index) => ({ id: `ad-${index}`, name: `Uocm:EU-FRANKFURT-1-AD-${index}` })),
  }),
  'oci:ContainerEngine/getNodePoolOption:getNodePoolOption': () => ({
    sources: [
      nodeImage('Oracle-Linux-8.10-aarch64-2026.09.16-0-OKE-1.34.1-1191', 'older'),
      nodeImage('Oracle-Linux-8.10-aarch64-2026.10.21-0-OKE-1.34.1-1250', 'arm'),
      nodeImage('Oracle-Linux-8.10-2026.10.21-0-OKE-1.34.1-1250', 'amd'),
      nodeImage('Oracle-Linux-8.10-aarch64-2026.10.21-0-OKE-1.33.5-1250', 'previous'),
    ],
  }),
  'oci:ObjectStorage/getNamespace:getNamespace': () => ({ namespace: 'franamespace' }),
  'oci:Identity/getUser:getUser': () => ({ name: 'owner@example.org' }),
  'oci:ContainerEngine/getClusterKubeConfig:getClusterKubeConfig': () => ({
    content: [
      'apiVersion: v1',
      'clusters:',
      '- name: cluster-cabcdef',
      '  cluster:',
      '    server: https://203.0.113.50:6443',
      '    certificate-authority-data: Q0VSVA==',
    ].join('\n'),
  }),
}

function nodeImage(sourceName: string, imageId: string) {
  return { sourceName, sourceType: 'IMAGE', imageId }
}
