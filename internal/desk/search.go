package desk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// Hit is a ticket that was found; Line is the transcript line that matched,
// zero when the ticket itself did.
type Hit struct {
	Ticket chat.Ticket
	Line   chat.Line
}

const (
	maxHits    = 50
	maxScanned = 300 // transcripts read for one search
)

// Search finds tickets by number, user, topic, tag, call ID or fact, and by
// the words of their transcripts: open ones first, then the latest. Accents
// and case don't matter; every word must match. Only the latest few hundred
// transcripts are read.
func (r *Reader) Search(ctx context.Context, query string) ([]Hit, error) {
	words := strings.Fields(text.Fold(strings.TrimPrefix(strings.TrimSpace(query), "#")))
	if len(words) == 0 {
		return nil, nil
	}
	open, err := r.Queue(ctx)
	if err != nil {
		return nil, err
	}
	ended, err := r.Ended(ctx, maxRecent)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	var rest []chat.Ticket
	number, _ := strconv.ParseInt(words[0], 10, 64)
	if t, err := r.Ticket(ctx, number); err == nil && len(words) == 1 { // however old it is
		hits = append(hits, Hit{Ticket: t})
	}
	for _, t := range append(open, ended...) {
		switch {
		case len(hits) > 0 && t.Number == hits[0].Ticket.Number:
		case contains(about(t), words):
			hits = append(hits, Hit{Ticket: t})
		default:
			rest = append(rest, t)
		}
	}
	for _, t := range rest[:min(len(rest), maxScanned)] {
		if len(hits) >= maxHits {
			break
		}
		lines, err := r.ticketLines(ctx, t)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(lines, func(l TranscriptLine) bool { return contains(text.Fold(l.Latest()), words) }); i >= 0 {
			hits = append(hits, Hit{Ticket: t, Line: lines[i].Line})
		}
	}
	return hits[:min(len(hits), maxHits)], nil
}

// about is all that is known of a ticket, folded, for matching.
func about(t chat.Ticket) string {
	parts := []string{num(t.Number), t.User.Name, t.User.Username, t.Topic, t.Title, t.Holder.Name}
	parts = append(append(parts, t.Tags...), t.CallIDs...)
	for _, k := range slices.Sorted(maps.Keys(t.Facts)) {
		parts = append(parts, t.Facts[k])
	}
	return text.Fold(strings.Join(parts, "\n"))
}

func contains(hay string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}
