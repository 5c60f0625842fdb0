package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/intent"
	"hotro/internal/intent/evaluation"
)

func newKBEval(e env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "eval FILE.jsonl", Short: "Measure how well lines are understood: accuracy, confusion, latency",
		Long: `Measure how well lines are understood. Each line of the file is {"text","label"};
a label is a topic id, "human" or "none".`,
		Example: "  bot kb eval lines.jsonl\n  bot kb eval lines.jsonl --json",
		Args:    want(1, `want a file of lines {"text","label"}; a label is a topic id, "human" or "none"`),
		RunE:    func(cmd *cobra.Command, args []string) error { return kbEval(cmd.Context(), e, args[0], asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func kbEval(ctx context.Context, e env, name string, asJSON bool) error {
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
	r := evaluation.Run(g.Matcher, func(s string) intent.Result { return read(ctx, s) }, lines, time.Now)
	if asJSON {
		return json.NewEncoder(e.out).Encode(r)
	}
	_, err = fmt.Fprint(e.out, r)
	return err
}
