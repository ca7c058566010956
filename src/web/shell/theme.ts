export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'theme'

/** The theme a cookie names; anything unknown follows the system. */
export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}

/** The theme in force in this document. */
export const currentTheme = (): Theme => themeOf(document.documentElement.dataset.theme)

/** Applies a theme at once and keeps it for a year. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  const year = 365 * 24 * 3_600
  // The Cookie Store API exists in secure contexts only; this page also runs on http addresses of a LAN.
  // biome-ignore lint/suspicious/noDocumentCookie: see above
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${year}; samesite=lax`
}
