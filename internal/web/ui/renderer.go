// Package ui is what every page of the program shares: the words in two
// languages, the assets, the look, safe markup, and the headers that keep a
// page from being abused. It knows no conversation and no ticket.
//
// A Renderer is immutable and safe for concurrent use. Start reading at New.
package ui

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"time"

	"hotro/prompts"
)

//go:embed assets
var assets embed.FS

// Renderer makes pages.
type Renderer struct {
	words  map[string]*prompts.Say
	zone   *time.Location
	secure bool
}

// Options configure a Renderer.
type Options struct {
	Words  map[string]*prompts.Say // by language; nil: as the shipped company says them
	Zone   *time.Location          // of the times shown; nil: UTC
	Secure bool                    // the pages are served by https: cookies are marked so
}

// New loads the words.
func New(o Options) *Renderer {
	rd := &Renderer{words: map[string]*prompts.Say{}, zone: o.Zone, secure: o.Secure}
	if rd.zone == nil {
		rd.zone = time.UTC
	}
	for _, lang := range []string{Vietnamese, English} {
		if rd.words[lang] = o.Words[lang]; rd.words[lang] == nil {
			rd.words[lang] = prompts.Must(lang)
		}
	}
	return rd
}

// Secure reports whether pages are served by https.
func (rd *Renderer) Secure() bool { return rd.secure }

// version stands in asset addresses, so that they can be cached forever: new
// content, new address.
var version = sync.OnceValue(func() string {
	h := sha256.New()
	err := fs.WalkDir(assets, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := assets.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	if err != nil {
		panic(err) // they are embedded above
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
})

// Prefix is the path under which Assets is mounted.
const Prefix = "/assets/"

// Assets serves style sheets, scripts and icons below Prefix.
func Assets() http.Handler {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the directory is embedded above
	}
	at := Asset("")
	files := http.StripPrefix(at, http.FileServerFS(sub))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, at) || strings.HasSuffix(r.URL.Path, "/") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(w, r)
	})
}

// Asset returns the address of an asset.
func Asset(name string) string { return Prefix + version() + "/" + name }

// Base is what every page's data embeds.
type Base struct {
	Words
	Theme string // "light", "dark", or empty: as the reader's system says
	Title string
}

// Page picks language and theme for a request. A language asked for by ?lang
// is remembered in a cookie.
func (rd *Renderer) Page(w http.ResponseWriter, r *http.Request) Base {
	b := Base{Words: rd.Words(rd.language(w, r))}
	if c, err := r.Cookie("theme"); err == nil && (c.Value == "dark" || c.Value == "light") {
		b.Theme = c.Value
	}
	return b
}
