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
	"html/template"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"hotro/prompts"
)

//go:embed assets
var assets embed.FS

//go:embed templates
var templates embed.FS

// Renderer makes pages.
type Renderer struct {
	words   map[string]*prompts.Say
	version string
	zone    *time.Location
	secure  bool
}

// Options configure a Renderer.
type Options struct {
	Words  map[string]*prompts.Say // by language; nil: as the shipped company says them
	Zone   *time.Location          // of the times shown; nil: UTC
	Secure bool                    // the pages are served by https: cookies are marked so
}

// New loads the words and the assets.
func New(o Options) (*Renderer, error) {
	rd := &Renderer{words: map[string]*prompts.Say{}, zone: o.Zone, secure: o.Secure}
	if rd.zone == nil {
		rd.zone = time.UTC
	}
	for _, lang := range []string{Vietnamese, English} {
		if rd.words[lang] = o.Words[lang]; rd.words[lang] == nil {
			rd.words[lang] = prompts.Must(lang)
		}
	}
	v, err := hash(assets)
	rd.version = v
	return rd, err
}

// Secure reports whether pages are served by https.
func (rd *Renderer) Secure() bool { return rd.secure }

// hash is the version in asset addresses, so that they can be cached forever:
// new content, new address.
func hash(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:12], err
}

// Prefix is the path under which Assets is mounted.
const Prefix = "/assets/"

// Assets serves style sheets, scripts and icons below Prefix.
func (rd *Renderer) Assets() http.Handler {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the directory is embedded above
	}
	files := http.StripPrefix(Prefix+rd.version, http.FileServerFS(sub))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, Prefix+rd.version+"/") || strings.HasSuffix(r.URL.Path, "/") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(w, r)
	})
}

// Asset returns the address of an asset.
func (rd *Renderer) Asset(name string) string { return Prefix + rd.version + "/" + name }

// Parse reads templates/*.html, page templates that build on the shared ones.
func (rd *Renderer) Parse(pages fs.FS) (*Templates, error) {
	t := template.New("").Funcs(template.FuncMap{"asset": rd.Asset, "icon": rd.icon, "markup": Markup, "words": Linkify})
	t, err := t.ParseFS(templates, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("shared templates: %w", err)
	}
	if t, err = t.ParseFS(pages, "templates/*.html"); err != nil {
		return nil, fmt.Errorf("page templates: %w", err)
	}
	return &Templates{t}, nil
}

func (rd *Renderer) icon(name string) template.HTML {
	n := template.HTMLEscapeString(name)
	return template.HTML(`<svg class="icon" aria-hidden="true" focusable="false"><use href="` + rd.Asset("icons.svg") + "#" + n + `"></use></svg>`)
}

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
