package ui

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
)

// Templates are the page templates of one package. They are safe for
// concurrent use.
type Templates struct{ t *template.Template }

// Text renders a template for data v.
func (p *Templates) Text(name string, v any) (string, error) {
	var b bytes.Buffer
	if err := p.t.ExecuteTemplate(&b, name, v); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	return b.String(), nil
}

// Write answers with a rendered page. It renders everything first, so that on
// failure nothing has been sent.
func (p *Templates) Write(w http.ResponseWriter, status int, name string, v any) error {
	page, err := p.Text(name, v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(page)) // the reader may be gone
	return nil
}
