package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/graph"
	"hotro/prompts"
)

// newKB returns the commands on documents.
func newKB(e env) *cobra.Command {
	g := group("kb", "Check, explain, show, draw, import and evaluate the documents",
		newKBCheck(e), newKBExplain(e), newKBShow(e), newKBGraph(e), newKBImport(e), newKBEval(e))
	g.Long = `Work on the documents the dialog is made of: DIR, or else KB_DIR, or else those
built in. How they are written: docs/writing-knowledge.md.`
	g.Example = "  bot kb check knowledge\n  bot kb graph --format svg > dialog.svg"
	return g
}

// oneDir accepts no argument, or one directory.
func oneDir(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("want at most one directory, got " + strings.Join(args, " "))
	}
	return nil
}

// docs opens the directory argument, KB_DIR, or the documents built in.
func docs(e env, rest []string) (fs.FS, error) {
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

// guide compiles the documents.
func guide(e env, args []string) (*kb.Guide, finding.List, error) {
	d, err := docs(e, args)
	if err != nil {
		return nil, nil, err
	}
	return kb.Compile(d)
}

func newKBShow(e env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "show [DIR]", Short: "Print the guide as compiled",
		Example: "  bot kb show\n  bot kb show knowledge --json",
		Args:    oneDir,
		RunE:    func(_ *cobra.Command, args []string) error { return kbShow(e, args, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the guide as JSON")
	return cmd
}

func kbShow(e env, args []string, asJSON bool) error {
	g, _, err := guide(e, args)
	if err != nil {
		return err
	}
	if !asJSON {
		_, err := fmt.Fprint(e.out, graph.Outline(g))
		return err
	}
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(g)
}

func newKBGraph(e env) *cobra.Command {
	format := "mermaid"
	cmd := &cobra.Command{
		Use: "graph [DIR]", Short: "Draw the dialog",
		Example: "  bot kb graph\n  bot kb graph knowledge --format svg > dialog.svg",
		Args:    oneDir,
		RunE:    func(_ *cobra.Command, args []string) error { return kbGraph(e, args, format) },
	}
	cmd.Flags().StringVar(&format, "format", "mermaid", "mermaid, dot or svg")
	return cmd
}

func kbGraph(e env, args []string, format string) error {
	switch format {
	case "mermaid", "dot", "svg":
	default:
		return usage("--format: want mermaid, dot or svg, got " + format)
	}
	g, _, err := guide(e, args)
	if err != nil {
		return err
	}
	b, err := graph.Render(g, format, prompts.Must("vi"))
	if err != nil {
		return err
	}
	_, err = e.out.Write(b)
	return err
}
