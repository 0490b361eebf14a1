import theme from 'antd/es/theme'
import type { ThemeConfig } from 'antd/es/config-provider/context'
import type { Elder } from '../settings.tsx'

/** antd's own colours fail 4.5:1 on white (#1677ff 4.10, #faad14 1.90 …); these hold it in both looks. */
const light = {
  colorPrimary: '#0958d9',
  colorInfo: '#0958d9',
  colorLink: '#0958d9',
  // Derived ones are lighter, 4.0:1 under the pointer.
  colorPrimaryHover: '#003eb3',
  colorErrorHover: '#a8071a',
  colorSuccess: '#237804',
  colorWarning: '#ad4e00',
  colorError: '#cf1322',
  colorText: '#131c2b',
  colorTextSecondary: '#4b5768',
  colorTextTertiary: '#4b5768',
  colorTextDescription: '#4b5768',
  colorTextPlaceholder: '#5c687a',
  colorBorder: '#7b8798',
  colorBorderSecondary: '#d9dfe8',
  colorBgLayout: '#f4f6f9',
}

const dark = {
  colorPrimary: '#7db0ff',
  colorInfo: '#7db0ff',
  colorLink: '#7db0ff',
  colorLinkHover: '#a9cbff',
  colorPrimaryHover: '#a9cbff',
  colorErrorHover: '#ffb3b3',
  colorSuccess: '#84d26a',
  colorWarning: '#f3b060',
  colorError: '#ff8f8f',
  colorText: '#e9eef6',
  colorTextSecondary: '#aab6c7',
  colorTextTertiary: '#aab6c7',
  colorTextDescription: '#aab6c7',
  colorTextPlaceholder: '#98a5b8',
  colorTextLightSolid: '#0a1a33',
  colorBorder: '#77869c',
  colorBorderSecondary: '#2c384a',
  colorBgContainer: '#161e2b',
  colorBgElevated: '#1b2534',
  colorBgLayout: '#0d131d',
}

/**
 * The desks' look. Elder edition (长辈版): text of the chosen size and controls of 60 px; on touch screens 44 px,
 * otherwise a desk's 36 px.
 */
export const consoleTheme = (isDark: boolean, elder: Elder, touch: boolean): ThemeConfig => {
  const fontSize = elder === 'off' ? 14 : Number(elder)
  const controlHeight = elder === 'off' ? (touch ? 44 : 36) : 60
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(isDark ? dark : light),
      fontFamily: 'var(--font)',
      fontSize,
      controlHeight,
      controlHeightSM: elder === 'off' ? (touch ? 40 : 30) : 60,
      borderRadius: 8,
      wireframe: false,
    },
    components: {
      Button: { paddingInlineSM: 12 },
      Form: { labelFontSize: fontSize, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
      Breadcrumb: {
        itemColor: isDark ? '#aab6c7' : '#4b5768',
        lastItemColor: isDark ? '#e9eef6' : '#131c2b',
      },
    },
  }
}
