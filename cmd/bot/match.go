package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/intent"
)

// maxLine is the longest line read; what is longer is cut, not refused.
const maxLine = 1 << 20

func newMatch(e env) *cobra.Command {
	return &cobra.Command{
		Use: "match", Short: "Read lines from standard input, print what each means as JSON",
		Example: `  echo "goi ra bao from number not fond" | bot match
  bot match < lines.txt > read.jsonl`,
		Args: want(0, "match takes no arguments; it reads lines from standard input"),
		RunE: func(cmd *cobra.Command, _ []string) error { return match(cmd.Context(), e) },
	}
}

func match(ctx context.Context, e env) error {
	_, read, err := reader(ctx, e)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(e.out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := eachLine(ctx, e.in, func(s string) error {
		return enc.Encode(intent.Line{Text: s, Result: read(ctx, s)})
	}); err != nil {
		return err
	}
	return w.Flush()
}

// reader returns the guide and how lines are understood with it, as the
// settings say.
func reader(ctx context.Context, e env) (*app.Guide, func(context.Context, string) intent.Result, error) {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return nil, nil, err
	}
	g, err := app.LoadGuide(cfg.KBDir)
	if err != nil {
		return nil, nil, err
	}
	read, unasked, err := app.NewMatch(ctx, cfg, g)
	if unasked != nil {
		fmt.Fprintln(e.err, unasked)
	}
	return g, read, err
}

// eachLine calls do for every line of r, however long, until r or ctx ends.
func eachLine(ctx context.Context, r io.Reader, do func(string) error) error {
	lines, failed := make(chan string), make(chan error, 1)
	go func() { // ends with r: a read from a terminal can't be given up
		failed <- readLines(r, func(s string) bool {
			select {
			case lines <- s:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	for {
		select {
		case s := <-lines:
			if err := do(s); err != nil {
				return err
			}
		case err := <-failed:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// readLines gives every line of r to take, until it refuses one.
func readLines(r io.Reader, take func(string) bool) error {
	br := bufio.NewReaderSize(r, 64<<10)
	for {
		s, err := br.ReadString('\n')
		if s = strings.TrimRight(s, "\r\n"); s != "" || err == nil {
			if len(s) > maxLine {
				s = strings.ToValidUTF8(s[:maxLine], "")
			}
			if !take(s) {
				return nil
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
