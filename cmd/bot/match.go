package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"strings"

	"hotro/internal/app"
	"hotro/internal/intent"
)

// maxLine is the longest line read; what is longer is cut, not refused.
const maxLine = 1 << 20

func match(ctx context.Context, e env, args []string) error {
	if len(args) > 0 {
		return usage("match takes no arguments; it reads lines from standard input")
	}
	_, read, err := reader(ctx, e)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(e.out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := eachLine(e.in, func(s string) error {
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
	read, err := app.NewMatch(ctx, cfg, g)
	return g, read, err
}

// eachLine calls do for every line of r, however long.
func eachLine(r io.Reader, do func(string) error) error {
	br := bufio.NewReaderSize(r, 64<<10)
	for {
		s, err := br.ReadString('\n')
		if s = strings.TrimRight(s, "\r\n"); s != "" || err == nil {
			if len(s) > maxLine {
				s = strings.ToValidUTF8(s[:maxLine], "")
			}
			if err := do(s); err != nil {
				return err
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
