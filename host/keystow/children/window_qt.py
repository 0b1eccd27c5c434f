"""What Keystow forbids Qt's web engine beyond pywebview's settings."""

from typing import Any

GROUND = {"dark": "#161C23", "light": "#FFFFFF"}
"""--surface of tokens.css, so that no white flashes before the first page."""


def fence(native: Any) -> None:  # Any: pywebview's BrowserView; its Qt binding has no types here
    """Fence in a pywebview window on Qt. Runs on the GUI thread, before the window is shown."""
    from qtpy.QtCore import Qt
    from qtpy.QtGui import QColor, QGuiApplication
    from qtpy.QtWebEngineCore import QWebEngineSettings

    page = native.webview.page()
    _refuse_addresses(native, page)
    _forbid(page.settings(), QWebEngineSettings.WebAttribute)
    # Kept: a signal's connection ends with the Python object it was made through.
    native.clipboard = QGuiApplication.clipboard()
    _keep_empty(native.clipboard)
    page.renderProcessTerminated.connect(lambda *_: native.close())
    hints = QGuiApplication.styleHints()
    dark = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
    page.setBackgroundColor(QColor(GROUND["dark" if dark else "light"]))


def _refuse_addresses(native: Any, page: Any) -> None:
    """Let the page's own text load once; refuse every later address, window and request."""
    from qtpy.QtWebEngineCore import QWebEngineUrlRequestInterceptor

    loaded = False

    def finished(*_: object) -> None:
        nonlocal loaded
        loaded = True

    def decide(request: Any) -> None:
        if loaded or request.url().scheme() != "data":
            request.reject()

    class Nothing(QWebEngineUrlRequestInterceptor):
        def interceptRequest(self, info: Any) -> None:  # noqa: N802  # Qt's name
            if info.requestUrl().scheme() != "data":
                info.block(True)

    page.loadFinished.connect(finished)
    page.navigationRequested.connect(decide)
    page.nav_handler = None  # what pywebview opens new windows with: the system's browser
    native.request_interceptor = Nothing(native)  # the profile keeps no reference of its own
    native.profile.setUrlRequestInterceptor(native.request_interceptor)


def _forbid(settings: Any, attributes: Any) -> None:
    for name in (
        "AllowRunningInsecureContent",
        "AllowWindowActivationFromJavaScript",
        "AutoLoadIconsForPage",
        "DnsPrefetchEnabled",
        "FullScreenSupportEnabled",
        "HyperlinkAuditingEnabled",
        "JavascriptCanAccessClipboard",
        "JavascriptCanOpenWindows",
        "JavascriptCanPaste",
        "LocalContentCanAccessFileUrls",
        "LocalContentCanAccessRemoteUrls",
        "LocalStorageEnabled",
        "NavigateOnDropEnabled",
        "PdfViewerEnabled",
        "PluginsEnabled",
        "ScreenCaptureEnabled",
        "TouchIconsEnabled",
        "WebGLEnabled",
    ):
        attribute = getattr(attributes, name, None)  # the older engines lack a few
        if attribute is not None:
            settings.setAttribute(attribute, False)


def _keep_empty(clipboard: Any) -> None:
    """Take back whatever this window puts on the clipboard or X11's selection.

    The page refuses copying; X11 copies what is merely selected, a shown password too.
    """

    def clear(mode: Any) -> None:
        if mode == clipboard.Mode.Clipboard:
            ours = clipboard.ownsClipboard()
        else:
            ours = mode == clipboard.Mode.Selection and clipboard.ownsSelection()
        if ours and clipboard.text(mode):
            clipboard.clear(mode)

    clipboard.changed.connect(clear)
