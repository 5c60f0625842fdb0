package app

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"hotro/internal/chat"
	"hotro/internal/door"
	"hotro/internal/leader"
	"hotro/internal/privacy"
)

// People is what commands ask about those of whom something is kept; see
// privacy.People.
type People interface {
	Find(ctx context.Context, who string) ([]privacy.Person, error)
	Preview(ctx context.Context, conv string) (privacy.Extent, error)
	Export(ctx context.Context, conv string, to io.Writer) error
	Forget(ctx context.Context, conv string, e chat.Erasure) (privacy.Entry, error)
}

// WithPeople gives do the people in the store that is configured: through the
// program that has it, where it is embedded and one runs, and else directly.
func WithPeople(ctx context.Context, cfg Config, log *slog.Logger, do func(People) error) error {
	if cfg.RedisURL == "" {
		client, runs, err := door.Knock(ctx, cfg.DataDir)
		if err != nil {
			return err
		}
		if runs {
			return do(caller{client})
		}
	}
	a := &App{log: log, out: io.Discard, base: cmp.Or(cfg.PublicURL, "http://"+cfg.HTTPAddr)}
	b := newBuilder(a, cfg, Options{Now: time.Now})
	for _, open := range []func(context.Context) error{
		b.openStore, b.openBudgets, b.openCompany, b.openFiles, b.openDesk, b.openPlatforms, b.openEnrichment, b.openLogin, b.openForum, b.openPeople,
	} {
		if err := open(ctx); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	return errors.Join(do(b.people), a.Close())
}

// openPeople makes what finds people and forgets them: with the staff's group,
// where there is one.
func (b *builder) openPeople(context.Context) error {
	o := privacy.Options{
		Conversations: b.store, Files: b.store, Values: b.store, Links: fileLinks{b.links}, Portraits: b.portraits, Drafts: b.drafts,
		Changed: b.feed.Touch, Now: b.now, Log: b.log,
	}
	if b.forum != nil {
		o.Topics, o.Next = b.forum, b.forum.Sync
	}
	b.eraser = privacy.NewEraser(o)
	b.people = privacy.NewPeople(privacy.PeopleOptions{
		Index: b.store, Whole: b.store, Files: b.media, Ended: b.store, Portraits: b.portraits, Lanes: b.store, Eraser: b.eraser, Decide: b.desk.Forget, Now: b.now, Log: b.log,
	})
	return nil
}

// openAging has those forgotten who are old, where the staff group shows
// something of them: elsewhere the store drops them by itself.
func (b *builder) openAging(context.Context) error {
	if b.forum != nil {
		elector := leader.Elector{Locks: b.store, Now: b.now, Log: b.log}
		b.loop("aging", func(ctx context.Context) { elector.Run(ctx, "aging", b.people.KeepAging) })
	}
	return nil
}
