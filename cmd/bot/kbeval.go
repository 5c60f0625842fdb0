package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/dialog/heard"
	"hotro/internal/intent"
	"hotro/internal/intent/evaluation"
	"hotro/knowledge"
)

func newKBEval(e env) *cobra.Command {
	asJSON, talks, least := false, false, 0.0
	cmd := &cobra.Command{
		Use: "eval FILE.jsonl | --talks [DIR]", Short: "Measure how well people are understood: single lines, or whole talks",
		Long: `Measure how well people are understood.

Single lines: each line of the file is {"text","label"}; a label is a topic id,
"human" or "none"; others are refused, with their lines. The report has
accuracy, confusion and latency; --min asks for an accuracy.

Whole talks (--talks): every *.txt of DIR, or the talks that are built in. "==
name" begins a talk, "> line => what it is to be heard as" is a line of its
user; docs/writing-knowledge.md lists what a line can be heard as. Lines that
were heard as something else are listed with what the bot made of them.

A model that is set (OPENAI_BASE_URL, OPENAI_API_KEY) is examined first, and
asked about what words leave open; one that can't be reached or fails is gone
without.`,
		Example: "  bot kb eval lines.jsonl\n  bot kb eval lines.jsonl --json\n  bot kb eval lines.jsonl --min 0.9\n  bot kb eval --talks\n  bot kb eval --talks mytalks --min 0.9",
		Args: func(cmd *cobra.Command, args []string) error {
			if talks && len(args) <= 1 {
				return nil
			}
			return want(1, `want a file of lines {"text","label"}; a label is a topic id, "human" or "none"; or --talks with a directory of talks, or with none for those built in`)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if talks {
				return kbEvalTalks(cmd.Context(), e, args, asJSON, least)
			}
			return kbEval(cmd.Context(), e, args[0], asJSON, least)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	cmd.Flags().BoolVar(&talks, "talks", false, "play whole talks")
	cmd.Flags().Float64Var(&least, "min", 0, "fail when a smaller share of the lines is understood, such as 0.9")
	return cmd
}

// kbEvalTalks plays talks against the dialog of the documents in use.
func kbEvalTalks(ctx context.Context, e env, args []string, asJSON bool, least float64) error {
	dir, err := fs.Sub(knowledge.Talks, "talks")
	if err != nil {
		return err
	}
	if len(args) > 0 {
		dir = os.DirFS(args[0])
	}
	talks, err := heard.Read(dir)
	if err != nil {
		return err
	}
	if len(talks) == 0 {
		return fmt.Errorf("%s: no talks there; want *.txt files in which \"== name\" begins a talk", strings.Join(args, ""))
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	g, err := app.LoadGuide(cfg.KBDir)
	if err != nil {
		return err
	}
	advise, unasked, err := app.NewAdvise(ctx, cfg, g)
	if err != nil {
		return err
	}
	if unasked != nil {
		fmt.Fprintln(e.err, unasked)
	}
	r, err := heard.Play(g.Dialog, talks, time.Now(), advise)
	if err != nil {
		return err
	}
	if err := printReport(e, r, asJSON); err != nil {
		return err
	}
	return enough(r.Share(), least)
}

// enough fails when too small a share of the lines was understood.
func enough(share, least float64) error {
	if share < least {
		return fmt.Errorf("%.1f %% of the lines were heard; --min asks for %.1f %%", 100*share, 100*least)
	}
	return nil
}

func printReport(e env, r any, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(e.out).Encode(r)
	}
	_, err := fmt.Fprint(e.out, r)
	return err
}

func kbEval(ctx context.Context, e env, name string, asJSON bool, least float64) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines, err := evaluation.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	g, read, err := reader(ctx, e)
	if err != nil {
		return err
	}
	var topics []string
	for _, t := range g.KB.Topics {
		topics = append(topics, t.ID)
	}
	if err := evaluation.Unknown(lines, topics); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r := evaluation.Run(g.Matcher, func(s string) intent.Result { return read(ctx, s) }, lines, time.Now)
	if err := printReport(e, r, asJSON); err != nil {
		return err
	}
	return enough(r.Accuracy.Rate(), least)
}
