"""Texts that would run as script if any page printed them raw; each leaves a mark where it comes to stand."""

MARK = "data-payload"
RAN = "window.payloadRan"

# How markup gets out of where it is printed: text, an attribute in either quotes, a comment, raw text.
WAYS_OUT = ("", '">', "'>", "-->", "</title>", "</textarea>", "</script>", "</style>", "</pre>", "</svg>")
RUNNING = (
    f"<script {MARK}>{RAN}=1</script>",
    f"<img {MARK} src=x onerror={RAN}=1>",
    f"<svg {MARK} onload={RAN}=1>",
    f"<iframe {MARK} srcdoc='<script>parent.payloadRan=1</script>'></iframe>",
    f"<details {MARK} open ontoggle={RAN}=1>",
    f"<input {MARK} autofocus onfocus={RAN}=1>",
    f"<body {MARK} onload={RAN}=1>",
    f"<a {MARK} href=javascript:{RAN}=1>x</a>",
    f"<form {MARK} action=javascript:{RAN}=1><button>x</button></form>",
    f"<meta {MARK} http-equiv=refresh content='0;url=javascript:{RAN}=1'>",
    f"<base {MARK} href=//evil.example/>",
    f"<div {MARK} hx-get=/healthz hx-trigger=load hx-on:htmx:load={RAN}=1>x</div>",
)
ATTRIBUTES = (
    f'" {MARK} onmouseover={RAN}=1 autofocus onfocus={RAN}=1 x="',
    f"' {MARK} onmouseover={RAN}=1 autofocus onfocus={RAN}=1 x='",
    f"` {MARK} onmouseover={RAN}=1 x=`",
    f'" {MARK} hx-trigger=load hx-get=/healthz x="',
)
ADDRESSES = (
    f"javascript:{RAN}=1//http://",
    f"JaVaScRiPt:{RAN}=1",
    f"data:text/html,<script>{RAN}=1</script>",
    f" \tjavascript:{RAN}=1",
)
TEMPLATES = (
    "{{ 7*7*191 }}",
    "{% raw %}",
    "${7*7*191}",
    "%(count)s %s %",
    "&lt;script&gt;",
    "\u202e<b data-payload>\u202c",
)

PAYLOADS = tuple(way + deed for way, deed in zip(WAYS_OUT * 2, RUNNING, strict=False))
PAYLOADS += (
    ATTRIBUTES + ADDRESSES + TEMPLATES + (f"<ScRiPt {MARK}>{RAN}=1</sCrIpT>", f"\x00<img {MARK} src=x>")
)
