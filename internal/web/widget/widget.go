// Package widget is what another site embeds: the script that puts a button
// and a frame on its pages, which sites may show that frame, and whose word
// about who is logged in there is believed.
//
// It keeps no conversation and serves none: what stands in the frame is
// package visitor. Everything here is safe for concurrent use. Start reading
// at Embed.About.
package widget

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"hotro/internal/web/ui"
)

// Path is where the script is served.
const Path = "/widget.js"

//go:embed widget.js
var script string

// Embed is the widget as it is set up.
type Embed struct {
	key    []byte
	strict bool // an account counts only when it is signed
	policy string
	script []byte
}

// New returns the widget. Its words are those of the renderer, in every
// language.
func New(c Config, rd *ui.Renderer) (*Embed, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	words := map[string]map[string]string{}
	for _, lang := range []string{ui.Vietnamese, ui.English} {
		words[lang] = map[string]string{}
		for _, key := range []string{"open", "close", "title", "unread"} {
			words[lang][key] = rd.Words(lang).T("web.widget." + key)
		}
	}
	b, err := json.Marshal(words)
	if err != nil {
		return nil, fmt.Errorf("words of the widget: %w", err)
	}
	return &Embed{
		key:    []byte(c.Secret.Reveal()),
		strict: c.Enforce,
		policy: ui.PolicyWithin(c.ancestors()),
		script: []byte(strings.Replace(script, "= __WORDS__", "= "+string(b), 1)),
	}, nil
}

// Enforces reports whether an account counts only when it is signed.
func (e *Embed) Enforces() bool { return e.strict }

// Frame lets the sites that may embed the chat show this answer in a frame.
func (e *Embed) Frame(w http.ResponseWriter) {
	w.Header().Del("X-Frame-Options") // knows no list of sites; the policy does
	w.Header().Set("Content-Security-Policy", e.policy)
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// ServeHTTP serves the script. Any page may ask for it; what it can show is
// for the frame to say.
func (e *Embed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Access-Control-Allow-Origin", "*") // for pages that check the script's integrity
	h.Set("Cache-Control", "public, max-age=300")
	_, _ = w.Write(e.script) // the reader may be gone
}
