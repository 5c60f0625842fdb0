package app

import (
	"context"
	"errors"
	"io"

	"hotro/internal/archive"
	"hotro/internal/door"
)

// Backup copies all that the configured store holds, as package archive writes
// it, and returns how many things that is: through the program that has the
// embedded store, where one runs, and else directly.
func Backup(ctx context.Context, cfg Config, to io.Writer) (n int, err error) {
	if cfg.RedisURL == "" {
		client, runs, err := door.Knock(ctx, cfg.DataDir)
		if err != nil {
			return 0, err
		}
		if runs {
			return caller{client}.backup(ctx, to)
		}
	}
	s, err := OpenStore(ctx, cfg, false)
	if err != nil {
		return 0, err
	}
	n, err = archive.Write(ctx, s, to)
	return n, errors.Join(err, s.Close())
}
