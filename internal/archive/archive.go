// Package archive writes all that a store holds into one stream, and reads it
// back into an empty store, of the same kind or the other: a backup, and the
// way from the embedded store to Redis.
//
// It knows no file and no store's own format. A stream may be encrypted: see
// Keys. It is lines of JSON, compressed; the last one
// counts the others, so that one that was cut short is refused. Start reading
// at Write.
package archive

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"hotro/internal/store"
)

// format names the way things stand in a stream. What an older program can't
// read gets a new name.
const format = "hotro backup 1"

// ErrNotEmpty: a backup is restored into a store that nobody has used.
var ErrNotEmpty = errors.New("the store is not empty: set DATA_DIR or REDIS_URL to a new one")

// Source gives all it holds.
type Source interface {
	Save(ctx context.Context, f func(store.Saved) error) error
}

// Target takes what was saved.
type Target interface {
	Convs(ctx context.Context) ([]string, error)
	Restore(ctx context.Context, now time.Time, one store.Saved) error
}

// line is one of a stream: the first names the format, the last counts.
type line struct {
	Format string       `json:"format,omitempty"`
	Saved  *store.Saved `json:"saved,omitempty"`
	End    *int         `json:"end,omitempty"` // how many things were saved
}

// Write writes all that a store holds and returns how many things that is.
func Write(ctx context.Context, from Source, to io.Writer) (n int, err error) {
	z := gzip.NewWriter(to)
	enc := json.NewEncoder(z)
	if err := enc.Encode(line{Format: format}); err != nil {
		return 0, err
	}
	err = from.Save(ctx, func(one store.Saved) error {
		n++
		return enc.Encode(line{Saved: &one})
	})
	if err == nil {
		err = enc.Encode(line{End: &n})
	}
	return n, errors.Join(err, z.Close())
}

// Read restores a stream into an empty store and returns how many things it
// held. After an error the store is to be thrown away.
func Read(ctx context.Context, from io.Reader, to Target, now time.Time) (n int, err error) {
	convs, err := to.Convs(ctx)
	if err != nil {
		return 0, err
	}
	if len(convs) > 0 {
		return 0, ErrNotEmpty
	}
	z, err := gzip.NewReader(bufio.NewReader(from))
	if err != nil {
		return 0, fmt.Errorf("this is no backup: %w", err)
	}
	dec := json.NewDecoder(z)
	var first line
	if err := dec.Decode(&first); err != nil || first.Format != format {
		return 0, fmt.Errorf("this is no backup that this program knows: its format is %q, want %q", first.Format, format)
	}
	for {
		var l line
		if err := dec.Decode(&l); err != nil {
			return n, fmt.Errorf("the backup is cut short or damaged after %d things: %w", n, err)
		}
		switch {
		case l.Saved != nil:
			if err := to.Restore(ctx, now, *l.Saved); err != nil {
				return n, err
			}
			n++
		case l.End != nil && *l.End == n:
			if _, err := io.Copy(io.Discard, z); err != nil { // to its checksum
				return n, fmt.Errorf("the backup is cut short or damaged at its end: %w", err)
			}
			return n, nil
		case l.End != nil:
			return n, fmt.Errorf("the backup is damaged: %d things of %d", n, *l.End)
		}
	}
}
