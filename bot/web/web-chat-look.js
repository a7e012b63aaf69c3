// How Web Chat and its cards look. Every colour is a variable of colours.css, so light and dark are decided there, and a
// change of the system's setting needs no redrawing.

const colour = name => `var(--${name})`
const FONT = colour('font')

export const styleOptions = {
  accent: colour('accent'),
  backgroundColor: 'transparent',
  subtle: colour('muted'),
  primaryFont: FONT,
  monospaceFont: colour('font-code'),
  fontSizeSmall: '82%',
  paddingRegular: 12,
  paddingWide: 16,

  bubbleBackground: colour('surface'),
  bubbleBorderColor: colour('line'),
  bubbleBorderRadius: 14,
  bubbleTextColor: colour('text'),
  bubbleMaxWidth: 640,
  bubbleMinWidth: 120,
  bubbleFromUserBackground: colour('mine'),
  bubbleFromUserBorderColor: colour('mine'),
  bubbleFromUserBorderRadius: 14,
  bubbleFromUserTextColor: colour('on-mine'),

  // A long card is read from its top.
  autoScrollSnapOnPage: true,
  autoScrollSnapOnPageOffset: -12,

  // Shown as typed: an article's "<Server>" is text, never markup.
  markdownRenderHTML: false,

  hideUploadButton: true,
  sendBoxBackground: colour('surface'),
  sendBoxTextColor: colour('text'),
  sendBoxPlaceholderColor: colour('muted'),
  sendBoxBorderTop: 'none',
  sendBoxHeight: 52,
  sendBoxTextWrap: true,
  sendBoxButtonAlignment: 'bottom',
  sendBoxButtonColor: colour('accent'),
  sendBoxButtonColorOnDisabled: colour('muted'),
  sendBoxButtonShadeColor: 'transparent',
  sendBoxButtonShadeColorOnActive: colour('raised'),
  sendBoxButtonShadeColorOnHover: colour('raised'),
  sendBoxButtonShadeColorOnDisabled: 'transparent',
  sendBoxButtonShadeBorderRadius: 10,
  sendBoxButtonShadeInset: 5,
  sendBoxButtonKeyboardFocusIndicatorBorderColor: colour('accent'),
  sendBoxButtonKeyboardFocusIndicatorBorderRadius: 8,
  sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,

  suggestedActionLayout: 'flow',
  suggestedActionsFlowMaxHeight: 'min(55vh, 420px)',
  suggestedActionBackgroundColor: colour('surface'),
  suggestedActionBackgroundColorOnHover: colour('raised'),
  suggestedActionBackgroundColorOnActive: colour('raised'),
  suggestedActionBackgroundColorOnFocus: colour('surface'),
  suggestedActionBackgroundColorOnDisabled: colour('surface'),
  suggestedActionBorderColor: colour('accent'),
  suggestedActionBorderColorOnDisabled: colour('line'),
  suggestedActionBorderRadius: 20,
  suggestedActionBorderWidth: 1,
  suggestedActionTextColor: colour('accent'),
  suggestedActionTextColorOnDisabled: colour('muted'),
  suggestedActionHeight: 40,
  suggestedActionKeyboardFocusIndicatorBorderColor: colour('accent'),
  suggestedActionKeyboardFocusIndicatorBorderRadius: 16,
  suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid',
  suggestedActionsVisualKeyboardIndicatorColor: colour('accent'),

  timestampColor: colour('muted'),
  notificationText: colour('muted'),
  transcriptActivityVisualKeyboardIndicatorColor: colour('muted'),
  transcriptVisualKeyboardIndicatorColor: colour('accent'),
  transcriptTerminatorBackgroundColor: colour('muted'),
  transcriptTerminatorColor: colour('page'),
  transcriptOverlayButtonBackground: colour('accent'),
  transcriptOverlayButtonBackgroundOnFocus: colour('accent'),
  transcriptOverlayButtonBackgroundOnHover: colour('accent'),
  transcriptOverlayButtonColor: colour('on-accent'),
  toastErrorBackgroundColor: colour('raised'),
  toastErrorColor: colour('bad'),
  toastInfoBackgroundColor: colour('raised'),
  toastInfoColor: colour('text'),
  toastWarnBackgroundColor: colour('raised'),
  toastWarnColor: colour('warn'),
}

const shades = name => ({ default: colour(name), subtle: colour(name === 'text' ? 'muted' : name) })
const foregroundColors = {
  default: shades('text'),
  dark: shades('text'),
  light: { default: colour('muted'), subtle: colour('muted') },
  accent: shades('accent'),
  good: shades('good'),
  warning: shades('warn'),
  attention: shades('bad'),
}
const container = (background, border) => ({
  backgroundColor: colour(background),
  borderColor: colour(border),
  foregroundColors,
})

export const adaptiveCardsHostConfig = {
  supportsInteractivity: true,
  fontFamily: FONT,
  fontTypes: {
    default: sizesOf(FONT),
    monospace: sizesOf(colour('font-code')),
  },
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 18, default: 22, medium: 23, large: 25, extraLarge: 29 },
  spacing: { small: 6, default: 10, medium: 16, large: 22, extraLarge: 30, padding: 16 },
  separator: { lineThickness: 1, lineColor: colour('line') },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: container('surface', 'line'),
    emphasis: container('raised', 'line'),
    accent: container('accent-soft', 'accent'),
    good: container('good-soft', 'good'),
    warning: container('warn-soft', 'warn'),
    attention: container('bad-soft', 'bad'),
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    preExpandSingleShowCardAction: false,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: true },
  factSet: {
    title: { color: 'default', size: 'small', isSubtle: true, weight: 'default', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 16,
  },
  textBlock: { headingLevel: 3 },
}

function sizesOf(fontFamily) {
  return {
    fontFamily,
    fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
  }
}
