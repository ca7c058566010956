import type { Settings } from '../settings-schema.ts'

export type AlertSecrets = { smtpPassword?: string | undefined; webhookUrl?: string | undefined }

/** Where alerts go, in JSON, which is YAML as well. Without e-mail and webhook they are shown in Grafana alone. */
export function alertmanagerConfig({ email }: Settings['monitoring']['alerts'], secrets: AlertSecrets): string {
  const { smtpPassword, webhookUrl } = secrets
  const config = {
    route: {
      receiver: 'operator',
      group_by: ['alertname'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
    },
    // Where the page is down, that its database is says why; the rest follows from it.
    inhibit_rules: [
      {
        source_matchers: ['alertname="DatabaseDown"'],
        target_matchers: ['alertname=~"SiteDown|CallsFail|OutboxStuck"'],
      },
    ],
    receivers: [
      {
        name: 'operator',
        ...(email
          ? {
              email_configs: [
                {
                  to: email.to,
                  from: email.from,
                  smarthost: email.smarthost,
                  require_tls: email.tls,
                  send_resolved: true,
                  ...(email.username === undefined
                    ? {}
                    : { auth_username: email.username, auth_password: smtpPassword ?? '' }),
                },
              ],
            }
          : {}),
        ...(webhookUrl === undefined ? {} : { webhook_configs: [{ url: webhookUrl, send_resolved: true }] }),
      },
    ],
  }
  return JSON.stringify(config, null, 2)
}
