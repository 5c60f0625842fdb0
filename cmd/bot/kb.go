package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"strings"

	"hotro/internal/app"
	"hotro/internal/kb"
)

// knowledgeBase runs "bot kb …".
func knowledgeBase(ctx context.Context, e env, args []string) error {
	subs := map[string]func(context.Context, env, []string) error{"check": kbCheck, "show": kbShow}
	if len(args) == 0 || subs[args[0]] == nil {
		return usage("want one of: check, graph, show, import, eval")
	}
	return subs[args[0]](ctx, e, args[1:])
}

// docsDir is the directory argument, KB_DIR, or the documents built in.
func docsDir(e env, rest []string) (string, error) {
	if len(rest) > 1 {
		return "", usage("want at most one directory, got " + strings.Join(rest, " "))
	}
	if len(rest) == 1 {
		return rest[0], nil
	}
	cfg, err := app.LoadConfig(e.environ)
	return cfg.KBDir, err
}

func kbCheck(_ context.Context, e env, args []string) error {
	rest, err := flags(flag.NewFlagSet("kb check", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	dir, err := docsDir(e, rest)
	if err != nil {
		return err
	}
	g, findings, err := kb.Compile(app.Documents(dir))
	for _, f := range findings {
		fmt.Fprintln(e.out, f)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "ok: %d topics, %d articles, %d findings, version %s\n", len(g.Topics), len(g.Articles), len(findings), g.Version)
	return nil
}

func kbShow(_ context.Context, e env, args []string) error {
	fs := flag.NewFlagSet("kb show", flag.ContinueOnError)
	asJSON := fs.Bool("json", false, "print the guide as JSON")
	rest, err := flags(fs, args)
	if err != nil {
		return err
	}
	dir, err := docsDir(e, rest)
	if err != nil {
		return err
	}
	g, _, err := kb.Compile(app.Documents(dir))
	if err != nil {
		return err
	}
	if *asJSON {
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(g)
	}
	for _, t := range append(append([]kb.Topic{}, g.Topics...), g.Articles...) {
		fmt.Fprintf(e.out, "%s  %s  (%s:%d, %d phrasings)\n", t.ID, t.Title, t.File, t.Line, len(t.Phrases))
		showSteps(e, "  ", t.Steps)
		for _, c := range t.Causes {
			fmt.Fprintf(e.out, "  %s  %s%s\n", c.ID, c.Title, role(c.Role))
			showSteps(e, "    ", c.Steps)
		}
	}
	return nil
}

func showSteps(e env, indent string, steps []kb.Step) {
	for _, s := range steps {
		fmt.Fprintf(e.out, "%s%-8s %s%s\n", indent, s.Kind, s.Text, role(s.Role))
	}
}

func role(r string) string {
	if r == "" {
		return ""
	}
	return " [" + r + "]"
}
