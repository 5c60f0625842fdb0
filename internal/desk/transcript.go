package desk

import (
	"context"
	"fmt"
	"math"

	"hotro/internal/chat"
)

// TranscriptLine is a line of the transcript with its delivery.
type TranscriptLine struct {
	chat.Line
	Delivery *chat.Delivery `json:"delivery,omitempty"` // nil for lines not sent to the user
}

// Lines reads at most n lines of a transcript, starting at number from. A very
// long transcript lacks its oldest lines.
func (r *Reader) Lines(ctx context.Context, conv string, from int64, n int) ([]TranscriptLine, error) {
	return r.lines(ctx, conv, from, from+int64(n)-1)
}

// linesFrom reads a transcript from line first to its end.
func (r *Reader) linesFrom(ctx context.Context, conv string, first int64) ([]TranscriptLine, error) {
	return r.lines(ctx, conv, max(first, 1), math.MaxInt64)
}

// line reads one line.
func (r *Reader) line(ctx context.Context, conv string, seq int64) (TranscriptLine, error) {
	lines, err := r.lines(ctx, conv, seq, seq)
	if err != nil {
		return TranscriptLine{}, err
	}
	if len(lines) == 0 {
		return TranscriptLine{}, ErrNotYours
	}
	return lines[0], nil
}

func (r *Reader) lines(ctx context.Context, conv string, from, to int64) ([]TranscriptLine, error) {
	rows, err := r.store.Lines(ctx, conv, from, to)
	if err != nil {
		return nil, fmt.Errorf("transcript of %s: %w", conv, err)
	}
	out := make([]TranscriptLine, 0, len(rows))
	for _, row := range rows {
		var l TranscriptLine
		if err := chat.Decode(row.Body, &l.Line); err != nil {
			return nil, fmt.Errorf("transcript of %s: line %d: %w", conv, row.Seq, err)
		}
		if len(row.Delivery) > 0 {
			l.Delivery = &chat.Delivery{}
			if err := chat.Decode(row.Delivery, l.Delivery); err != nil {
				return nil, fmt.Errorf("transcript of %s: delivery of line %d: %w", conv, row.Seq, err)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// Find returns the line that a message id stands for; scope is "user" for
// ids of the user's chat and "desk" for those of the staff topic.
func (r *Reader) Find(ctx context.Context, conv, scope, id string) (int64, error) {
	return r.store.Find(ctx, conv, scope, id)
}
