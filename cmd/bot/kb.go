package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hotro/internal/app"
	"hotro/internal/intent"
	"hotro/internal/intent/evaluation"
	"hotro/internal/kb"
	"hotro/internal/kb/graph"
	"hotro/internal/kb/importer"
	"hotro/prompts"
)

// knowledgeBase runs "bot kb …".
func knowledgeBase(ctx context.Context, e env, args []string) error {
	subs := map[string]func(context.Context, env, []string) error{
		"check": kbCheck, "show": kbShow, "graph": kbGraph, "import": kbImport, "eval": kbEval,
	}
	if len(args) == 0 || subs[args[0]] == nil {
		return usage("want one of: check, graph, show, import, eval")
	}
	return subs[args[0]](ctx, e, args[1:])
}

// docs opens the directory argument, KB_DIR, or the documents built in.
func docs(e env, rest []string) (fs.FS, error) {
	if len(rest) > 1 {
		return nil, usage("want at most one directory, got " + strings.Join(rest, " "))
	}
	dir := ""
	if len(rest) == 1 {
		dir = rest[0]
	} else {
		cfg, err := app.LoadConfig(e.environ)
		if err != nil {
			return nil, err
		}
		dir = cfg.KBDir
	}
	if dir == "" {
		return app.Documents(""), nil
	}
	if i, err := os.Stat(dir); err != nil || !i.IsDir() {
		return nil, fmt.Errorf("%s: not a directory of documents", dir)
	}
	return app.Documents(dir), nil
}

// guide parses flags and compiles the documents.
func guide(e env, set *flag.FlagSet, args []string) (*kb.Guide, kb.Findings, error) {
	rest, err := flags(set, args)
	if err != nil {
		return nil, nil, err
	}
	d, err := docs(e, rest)
	if err != nil {
		return nil, nil, err
	}
	return kb.Compile(d)
}

func kbCheck(_ context.Context, e env, args []string) error {
	g, findings, err := guide(e, flag.NewFlagSet("kb check", flag.ContinueOnError), args)
	words := prompts.Must("vi") // the language of the documents
	for _, f := range findings {
		fmt.Fprintln(e.out, f.In(words))
	}
	if err != nil {
		if len(findings) > 0 && !errors.As(err, new(usage)) {
			return errors.New("the documents have errors; each is listed with its file and line")
		}
		return err
	}
	fmt.Fprintf(e.out, "ok: %d topics, %d articles, %d findings, version %s\n", len(g.Topics), len(g.Articles), len(findings), g.Version)
	return nil
}

func kbShow(_ context.Context, e env, args []string) error {
	set := flag.NewFlagSet("kb show", flag.ContinueOnError)
	asJSON := set.Bool("json", false, "print the guide as JSON")
	g, _, err := guide(e, set, args)
	if err != nil {
		return err
	}
	if !*asJSON {
		_, err := fmt.Fprint(e.out, kb.Outline(g))
		return err
	}
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(g)
}

func kbGraph(_ context.Context, e env, args []string) error {
	set := flag.NewFlagSet("kb graph", flag.ContinueOnError)
	format := set.String("format", "mermaid", "mermaid, dot or svg")
	g, _, err := guide(e, set, args)
	if err != nil {
		return err
	}
	switch *format {
	case "mermaid", "dot", "svg":
	default:
		return usage("--format: want mermaid, dot or svg")
	}
	b, err := graph.Render(g, *format, prompts.Must("vi"))
	if err != nil {
		return err
	}
	_, err = e.out.Write(b)
	return err
}

func kbImport(_ context.Context, e env, args []string) error {
	set := flag.NewFlagSet("kb import", flag.ContinueOnError)
	to := set.String("o", "", "directory to write to; standard output when empty")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usage("want the file to import, and -o DIR to write to")
	}
	f, err := os.Open(rest[0])
	if err != nil {
		return err
	}
	defer f.Close()
	res, err := importer.Import(f, filepath.Base(rest[0]))
	if err != nil {
		return err
	}
	for _, d := range res.Documents {
		if err := writeDocument(e, *to, d); err != nil {
			return err
		}
	}
	words := prompts.Must("vi") // the language of the documents
	for _, f := range res.Findings {
		fmt.Fprintln(e.err, f.In(words))
	}
	return nil
}

// writeDocument never replaces a document that exists.
func writeDocument(e env, dir string, d importer.Document) error {
	if dir == "" {
		_, err := e.out.Write([]byte(d.Text))
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := filepath.Join(dir, filepath.Base(d.Name))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists; remove it or name another directory with -o", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.WriteString(d.Text); err != nil {
		return errors.Join(err, f.Close())
	}
	fmt.Fprintln(e.out, name)
	return f.Close()
}

func kbEval(ctx context.Context, e env, args []string) error {
	set := flag.NewFlagSet("kb eval", flag.ContinueOnError)
	asJSON := set.Bool("json", false, "print the report as JSON")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usage(`want a file of lines {"text","label"}; a label is a topic id, "human" or "none"`)
	}
	f, err := os.Open(rest[0])
	if err != nil {
		return err
	}
	defer f.Close()
	lines, err := evaluation.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", rest[0], err)
	}
	g, read, err := reader(ctx, e)
	if err != nil {
		return err
	}
	r := evaluation.Run(g.Matcher, func(s string) intent.Result { return read(ctx, s) }, lines, time.Now)
	if *asJSON {
		return json.NewEncoder(e.out).Encode(r)
	}
	_, err = fmt.Fprint(e.out, r)
	return err
}
