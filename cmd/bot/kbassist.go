package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"hotro/internal/app"
	"hotro/internal/kb"
)

// propose returns a heading and phrasings for one problem of a page.
type propose func(ctx context.Context, heading, says string) (string, []string, error)

var errNoModel = errors.New("--assist asks a model, and none is configured: set OPENAI_BASE_URL and OPENAI_API_KEY, or import without it")

// assistant is the configured model. It is asked before anything is written: an import
// that can't be assisted is not begun.
func assistant(e env) (propose, error) {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return nil, err
	}
	ask, err := app.NewPropose(cfg)
	if err == nil && ask == nil {
		err = errNoModel
	}
	return ask, err
}

// assist prints what a model proposes for the documents of an import as one diff, to
// be read and applied by people (patch -p0). What has phrasings is left alone, and so is
// what the model fails at.
func assist(ctx context.Context, e env, ask propose, g *kb.Guide, dir string, changes []change) error {
	for _, c := range changes {
		text := c.text
		for _, t := range slices.Backward(g.Topics) { // from below: lines above keep their numbers
			if t.File != c.doc.Name || len(t.Phrases) > 0 {
				continue
			}
			heading, phrases, err := ask(ctx, t.Title, strings.Join(t.Units, "\n"))
			if err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				fmt.Fprintf(e.err, "%s: nothing is proposed for «%s»: %v\n", c.doc.Name, t.Title, err)
				continue
			}
			text = accepted(text, t, heading, phrases)
		}
		name := filepath.Join(dir, c.doc.Name)
		if _, err := fmt.Fprint(e.out, udiff.Unified(name, name, c.text, text)); err != nil {
			return err
		}
	}
	return nil
}

// accepted is a document as it is when a proposal for one topic is accepted. The id of
// the topic stays: a heading that is its own id keeps its words.
func accepted(doc string, t kb.Topic, heading string, phrases []string) string {
	lines := strings.Split(doc, "\n")
	at := t.Line - 1
	if at < 0 || at >= len(lines) || !strings.HasPrefix(lines[at], "## ") {
		return doc
	}
	note := at+1 < len(lines) && lines[at+1] == "<!-- topic"
	var said []string
	if len(phrases) > 0 {
		said = append(said, "phrases:")
		for _, p := range phrases {
			said = append(said, "- "+p)
		}
	}
	head := lines[at]
	if note && heading != "" && len(t.Codes) == 0 {
		head = "## " + heading
	}
	out := append([]string{}, lines[:at]...)
	out = append(out, head)
	rest := lines[at+1:]
	switch {
	case len(said) == 0:
	case note:
		for i, l := range rest {
			if l == "-->" {
				out = append(append(out, rest[:i]...), said...)
				rest = rest[i:]
				break
			}
		}
	default:
		out = append(append(append(out, "<!-- topic"), said...), "-->")
	}
	return strings.Join(append(out, rest...), "\n")
}
