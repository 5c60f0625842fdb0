package ui

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// HTML is text that is safe to stand in a page as it is: whoever makes one has
// escaped what others wrote. Templates show it as a component, @v.Body; a string
// they escape.
type HTML string

// Render writes it as it is.
func (h HTML) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, string(h))
	return err
}

// Escape makes text that anybody wrote safe between tags and in attributes.
func Escape(s string) string {
	return html.EscapeString(strings.ReplaceAll(s, "\x00", "\uFFFD"))
}

// Icon draws an icon of icons.svg.
func Icon(name string) HTML {
	return HTML(`<svg class="icon" aria-hidden="true" focusable="false"><use href="` + Asset("icons.svg") + "#" + Escape(name) + `"></use></svg>`)
}

// Quote is what a line answers, above its words; nothing for none.
func Quote(text string) HTML {
	if text == "" {
		return ""
	}
	return `<span class="quote">` + HTML(Escape(text)) + `</span>`
}

// Join puts parts side by side with nothing in between, where a template would
// put a space.
func Join(parts ...HTML) (all HTML) {
	for _, p := range parts {
		all += p
	}
	return all
}

// Labelled is an icon with its words right behind it.
func Labelled(icon, words string) HTML { return Icon(icon) + HTML(Escape(words)) }

// Link is an address of ours with a query, of names and values in turn. Nothing
// in a value can end the value.
func Link(path string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		path += []string{"?", "&"}[min(i, 1)] + pairs[i] + "=" + strings.ReplaceAll(url.QueryEscape(pairs[i+1]), "+", "%20")
	}
	return path
}

// Text renders a component. It does not look at whether anybody still waits for
// it: that is soon done.
func Text(c templ.Component) (string, error) {
	var b strings.Builder
	err := c.Render(context.Background(), &b)
	return b.String(), err
}

// Write answers with a rendered page. It renders everything first, so that on
// failure nothing has been sent.
func Write(w http.ResponseWriter, status int, page templ.Component) error {
	text, err := Text(page)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // the reader may be gone
	return nil
}
