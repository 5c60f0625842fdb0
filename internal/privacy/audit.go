package privacy

import (
	"context"
	"slices"
	"time"

	"hotro/internal/store"
)

// Entry is one deletion as it is remembered: when, by whom, how much; nothing
// tells of whom.
type Entry struct {
	At         time.Time `json:"at"`
	By         string    `json:"by"`              // chat.ErasedByUser and the like
	Staff      string    `json:"staff,omitempty"` // of chat.ErasedByLead: who
	Channel    string    `json:"channel"`
	Lines      int       `json:"lines"`
	Files      int       `json:"files"`
	Tickets    int       `json:"tickets"`
	Topics     int       `json:"topics"`                // of the staff group
	TopicsLeft int       `json:"topics_left,omitempty"` // that the bot may not delete: a person has to
}

const (
	logKey  = "privacy/log"
	logFor  = 366 * 24 * time.Hour
	logMost = 1000 // entries kept; the oldest go
)

// log remembers a deletion; one that was cut off after this and is done again
// stands there once.
func log(ctx context.Context, values store.Values, e Entry, now func() time.Time) error {
	return store.ChangeJSON(ctx, values, logKey, logFor, now, func(all []Entry) []Entry {
		all = slices.DeleteFunc(all, func(old Entry) bool {
			return old.At.Equal(e.At) && old.Channel == e.Channel || now().Sub(old.At) > logFor
		})
		all = append(all, e)
		return all[max(0, len(all)-logMost):]
	})
}
