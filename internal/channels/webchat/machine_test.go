package webchat

import (
	"net/http"
	"testing"
)

func TestMachine(t *testing.T) {
	const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
	for _, c := range []struct{ agent, hints, browser, system string }{
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + webkit + " Chrome/142.0.0.0 Safari/537.36", "", "Chrome", "Windows"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + webkit + " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "", "Edge", "Windows"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + webkit + " coc_coc_browser/136.0.190 Chrome/130.0.6723.190 Safari/537.36", "", "Coc Coc", "Windows"},
		{
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + webkit + " Chrome/142.0.0.0 Safari/537.36",
			`"Chromium";v="142", "CocCoc";v="142", "Not_A Brand";v="99"`, "Coc Coc", "Windows",
		},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "", "Firefox", "Windows"},
		{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "", "Safari", "macOS"},
		{"Mozilla/5.0 (X11; Linux x86_64) " + webkit + " Chrome/142.0.0.0 Safari/537.36 OPR/120.0.0.0", "", "", "Linux"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", "", "", "iOS"},
		{"Mozilla/5.0 (Linux; Android 10; K) " + webkit + " Chrome/142.0.0.0 Mobile Safari/537.36", "", "", "Android"},
		{"curl/8.5.0", "", "", ""},
	} {
		h := http.Header{"User-Agent": {c.agent}, "Sec-Ch-Ua": {c.hints}}
		if got := Machine(h); got["browser"] != c.browser || got["system"] != c.system {
			t.Errorf("%s %s: got %v, want %q on %q", c.agent, c.hints, got, c.browser, c.system)
		}
	}
}

func TestOpening(t *testing.T) {
	const call = "call-vn-1-7EOLB370OL-1751008322530"
	for _, c := range []struct{ code, call, want string }{
		{"from_number_not_found", "", "FROM_NUMBER_NOT_FOUND"},
		{" FROM_NUMBER_NOT_FOUND ", " " + call + "\n", "FROM_NUMBER_NOT_FOUND " + call},
		{"", call, " " + call},
		{"<script>", "", ""},
		{"gọi 1900 1234", "a\x00b  c", " ab c"},
		{"", "", ""},
	} {
		if got := Opening(c.code, c.call); got != c.want {
			t.Errorf("Opening(%q, %q): got %q, want %q", c.code, c.call, got, c.want)
		}
	}
}
