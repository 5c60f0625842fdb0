package webchat

import (
	"net/http"
	"slices"
	"strings"

	"hotro/internal/chat"
)

// mark tells one thing of a machine by words in what its browser sends.
type mark struct {
	is string
	by []string
}

// browsers are those that the documents have a word for, in the order to look
// in: every browser also claims to be those after it. A phone, and what shows
// pages inside an app, are none: what is said of Chrome on a desk does not
// hold there.
func browsers() []mark {
	return []mark{
		{"", []string{"Mobile", "Android", "iPhone", "iPad", "Zalo", "FBAN", "FBAV", "OPR/", "Electron/"}},
		{"Coc Coc", []string{"coc_coc_browser", "CocCoc", "Coc Coc"}},
		{"Edge", []string{"Edg/", "Microsoft Edge"}},
		{"Firefox", []string{"Firefox/"}},
		{"Chrome", []string{"Chrome/", "Google Chrome"}},
		{"Safari", []string{"Safari/"}},
	}
}

func systems() []mark {
	return []mark{
		{"Android", []string{"Android"}},
		{"iOS", []string{"iPhone", "iPad"}},
		{"Windows", []string{"Windows"}},
		{"macOS", []string{"Macintosh", "macOS"}},
		{"ChromeOS", []string{"CrOS"}},
		{"Linux", []string{"Linux"}},
	}
}

// Machine is what the headers of a request tell of the machine it comes from:
// chat.AboutBrowser and chat.AboutSystem, as the documents call them. What is
// not known is left out.
func Machine(h http.Header) map[string]string {
	sent := h.Get("User-Agent") + " " + strings.Join(h.Values("Sec-Ch-Ua"), " ")
	out := map[string]string{}
	if b := first(browsers(), sent); b != "" {
		out[chat.AboutBrowser] = b
	}
	if s := first(systems(), sent); s != "" {
		out[chat.AboutSystem] = s
	}
	return out
}

func first(marks []mark, sent string) string {
	i := slices.IndexFunc(marks, func(m mark) bool {
		return slices.ContainsFunc(m.by, func(s string) bool { return strings.Contains(sent, s) })
	})
	if i < 0 {
		return ""
	}
	return marks[i].is
}
