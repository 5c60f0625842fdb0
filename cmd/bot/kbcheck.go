package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hotro/internal/intent"
	"hotro/internal/intent/theft"
	"hotro/internal/kb"
	"hotro/internal/kb/explain"
	"hotro/internal/kb/finding"
	"hotro/internal/text"
	"hotro/prompts"
)

// checkFlags say how findings are told, and which of them fail.
type checkFlags struct {
	json, strict, theft bool
	sarif, lang         string
}

func newKBCheck(e env) *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use: "check [DIR]", Short: "Compile the documents and tell what is wrong with them, and why",
		Long: `Compile the documents and tell what is wrong with them: where, why a user would
suffer, and what to write instead. bot kb explain CODE tells more.

With --theft every phrasing of every topic is left out and matched again, which
takes about ten seconds for two thousand: those that another topic or the
outside document takes are told, with the lines of both sides.

Exit codes: 0 nothing that fails, 1 errors, or warnings with --strict.`,
		Example: "  bot kb check\n  bot kb check knowledge --strict\n  bot kb check knowledge --theft\n  bot kb check knowledge --json\n  bot kb check knowledge --sarif findings.sarif",
		Args:    oneDir,
		RunE:    func(_ *cobra.Command, args []string) error { return kbCheck(e, args, f) },
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print the findings as one JSON object")
	cmd.Flags().StringVar(&f.sarif, "sarif", "", "write the findings to a file for code scanners (SARIF 2.1.0)")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "fail on warnings, too")
	cmd.Flags().BoolVar(&f.theft, "theft", false, "measure which phrasings another topic takes, too")
	langFlag(cmd, &f.lang)
	return cmd
}

// langFlag adds --lang: the documents are written in Vietnamese, and so, as a
// rule, are the words about them.
func langFlag(cmd *cobra.Command, lang *string) {
	cmd.Flags().StringVar(lang, "lang", "vi", "language of the messages: vi or en")
}

func phrasebook(lang string) (*prompts.Say, error) {
	if lang != "vi" && lang != "en" {
		return nil, usage("--lang: want vi or en, got " + lang)
	}
	return prompts.Must(lang), nil
}

func kbCheck(e env, args []string, f checkFlags) error {
	book, err := phrasebook(f.lang)
	if err != nil {
		return err
	}
	g, findings, err := guide(e, args)
	if err != nil && len(findings) == 0 {
		return err
	}
	if f.theft && g != nil {
		stolen, err := thefts(e, args, g)
		if err != nil {
			return err
		}
		findings = append(findings, stolen...).Sorted()
	}
	if f.sarif != "" {
		if err := writeSARIF(f.sarif, strings.Join(args, ""), findings, book); err != nil {
			return err
		}
	}
	if err := tell(e, g, findings, book, f.json); err != nil {
		return err
	}
	warned := len(findings.Of(finding.Warning)) > 0
	switch {
	case err != nil:
		return errors.New("the documents have errors; each is listed with its file and line")
	case f.strict && warned:
		return errors.New("the documents have warnings, which --strict counts as errors")
	}
	return nil
}

// thefts measures which phrasings of a guide another topic takes.
func thefts(e env, args []string, g *kb.Guide) (finding.List, error) {
	d, err := docs(e, args)
	if err != nil {
		return nil, err
	}
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		return nil, err
	}
	return kb.Located(d, theft.Find(g, w)), nil
}

// tell prints the findings, and what they come to. g is nil when the documents
// don't compile.
func tell(e env, g *kb.Guide, findings finding.List, book *prompts.Say, asJSON bool) error {
	if asJSON {
		version := ""
		if g != nil {
			version = g.Version
		}
		return findings.JSON(e.out, book, version, g != nil)
	}
	if err := findings.Print(e.out, book, painter(e)); err != nil {
		return err
	}
	counts := fmt.Sprintf("%d errors, %d warnings, %d infos", len(findings.Of(finding.Error)), len(findings.Of(finding.Warning)), len(findings.Of(finding.Info)))
	if g == nil {
		_, err := fmt.Fprintln(e.out, "failed: "+counts)
		return err
	}
	_, err := fmt.Fprintf(e.out, "ok: %d topics, %d articles, %s, version %s\n", len(g.Topics), len(g.Articles), counts, g.Version)
	return err
}

// painter colours for a terminal alone, and not where NO_COLOR is set.
func painter(e env) finding.Paint {
	out, ok := e.out.(*os.File)
	if !ok || slices.ContainsFunc(e.environ, func(v string) bool { return strings.HasPrefix(v, "NO_COLOR=") && v != "NO_COLOR=" }) {
		return finding.Plain
	}
	if i, err := out.Stat(); err != nil || i.Mode()&os.ModeCharDevice == 0 {
		return finding.Plain
	}
	return finding.Terminal
}

func writeSARIF(name, dir string, findings finding.List, book *prompts.Say) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(findings.SARIF(f, book, dir), f.Close())
}

func newKBExplain(e env) *cobra.Command {
	lang := ""
	cmd := &cobra.Command{
		Use: "explain CODE", Short: "Tell at length what a finding means, with a wrong and a right example",
		Example: "  bot kb explain K013\n  bot kb explain comment.key --lang en",
		Args:    want(1, "want the code of a finding, such as K013; docs/findings.md lists them"),
		RunE:    func(_ *cobra.Command, args []string) error { return kbExplain(e, args[0], lang) },
	}
	langFlag(cmd, &lang)
	return cmd
}

func kbExplain(e env, code, lang string) error {
	book, err := phrasebook(lang)
	if err != nil {
		return err
	}
	x, err := explain.Of(code, book)
	if errors.Is(err, explain.ErrUnknown) {
		return usage(fmt.Sprintf("%s: no finding has this code%s; docs/findings.md lists them", code, meantCode(code)))
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(e.out, x.Text(book, painter(e)))
	return err
}

func meantCode(code string) string {
	var all []string
	for _, r := range finding.Rules() {
		all = append(all, r.Code, r.Key)
	}
	if near := text.Nearest(code, all); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}
