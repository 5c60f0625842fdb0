package zalo

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// A webhook that does not get through is resent for a while at best, and Zalo
// may switch it off. So the last chats are looked at when the program starts
// and now and then: what a user wrote and nobody has heard is heard then, once,
// the oldest first.
const (
	catchEvery = time.Minute
	catchGrace = 20 * time.Second // what is newer may still come by the webhook
	doubtful   = 5 * time.Minute  // after a sign that the webhook does not bring everything
	catchBack  = 48 * time.Hour   // what is older is not heard any more
	catchPage  = 10               // the most that Zalo gives at once
	catchChats = 50               // of one round
	catchLines = 30               // of one chat and round
)

// Known reports whether a message of a conversation has been heard.
type Known func(ctx context.Context, conv, message string) (bool, error)

// catchUp is one look at an account's last chats.
type catchUp struct {
	*OA
	oa    string
	known Known
	since time.Time // what is not newer has been looked at
	until time.Time
	seen  map[string]bool // users of this round
	agree bool            // a message was found that is known by its id
	deep  bool            // also chats whose last message has been heard
	found []chat.Incoming
}

// KeepUp hears, until ctx ends, what the webhook does not bring.
func (o *OA) KeepUp(ctx context.Context, accept channels.Accept, known Known) {
	t := time.NewTicker(catchEvery)
	defer t.Stop()
	for first := true; ; first = false {
		for _, s := range o.api.tokens.All(ctx) {
			st, err := s.State(ctx)
			if err != nil || st.OA == "" {
				continue // not logged in, or not said whose it is
			}
			if err := o.catchUp(ctx, st.OA, accept, known, first); err != nil {
				o.count(CatchUpFailed)
				o.health.once("catch-up", "the last chats on Zalo can't be looked at; what the webhook does not bring is not heard", "err", err)
			}
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// catchUp looks at one account, closely when nobody may have listened. The
// first look at all hears nothing: it only says from when on everything is
// heard.
func (o *OA) catchUp(ctx context.Context, oa string, accept channels.Accept, known Known, closely bool) error {
	h, err := o.Health(ctx)
	if err != nil {
		return err
	}
	now := o.now()
	c := &catchUp{OA: o, oa: oa, known: known, until: now.Add(-catchGrace), seen: map[string]bool{}, agree: h.IDs}
	if c.since = h.Looked[oa]; c.since.IsZero() {
		o.health.looked(oa, c.until, false)
		return nil
	}
	if !h.IDs { // whether ids tell what was heard is not known yet: only what is newer than anything heard
		c.since = later(c.since, h.Heard[oa])
	}
	c.deep = h.IDs && closely
	if h.IDs && now.Sub(h.Doubt) < doubtful {
		c.deep = true
		c.since = earlier(c.since, h.Doubt.Add(-doubtful))
	}
	c.since = later(c.since, now.Add(-catchBack))
	if err := c.chats(ctx); err != nil {
		return err
	}
	if len(c.found) > 0 && c.agree && !c.deep { // others may have lost a message among those that came
		c.deep, c.found = true, nil
		clear(c.seen)
		if err := c.chats(ctx); err != nil {
			return err
		}
	}
	// sort and not slices, which makes code of its own for each type: 10 kB for a large one
	sort.SliceStable(c.found, func(i, j int) bool { return c.found[i].At.Before(c.found[j].At) })
	for _, in := range c.found {
		if err := accept(ctx, in); err != nil {
			return fmt.Errorf("store what was missed: %w", err)
		}
		o.count(CaughtUp)
		o.health.missed(oa, in.At, now)
	}
	if c.agree && !h.IDs { // the next look can be a closer one
		c.until = h.Looked[oa]
	}
	o.health.looked(oa, c.until, c.agree)
	return nil
}

// chats goes through the last chats, the newest first.
func (c *catchUp) chats(ctx context.Context) error {
	for offset := 0; offset < catchChats; offset += catchPage {
		page, err := c.page(ctx, "/v2.0/oa/listrecentchat", map[string]any{"offset": offset, "count": catchPage})
		if err != nil {
			return err
		}
		if err := c.prove(ctx, page); err != nil {
			return err
		}
		for _, l := range page {
			if !l.at().After(c.since) {
				return nil
			}
			if err := c.chat(ctx, l); err != nil {
				return err
			}
		}
		if len(page) < catchPage {
			return nil
		}
	}
	c.count(CatchUpCut)
	return nil
}

// prove looks, while that is not known, for a message that was heard under the
// id that it has here.
func (c *catchUp) prove(ctx context.Context, page []pastLine) error {
	for _, l := range page {
		if c.agree {
			return nil
		}
		if l.fromUser() {
			if _, err := c.heard(ctx, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// chat looks into one chat, unless its last message has been heard.
func (c *catchUp) chat(ctx context.Context, last pastLine) error {
	user := last.user()
	if user == "" || c.seen[user] || last.at().After(c.until) {
		return nil
	}
	c.seen[user] = true
	if last.fromUser() && !c.deep {
		if heard, err := c.heard(ctx, last); err != nil || heard {
			return err
		}
	}
	for offset := 0; offset < catchLines; offset += catchPage {
		page, err := c.page(ctx, "/v2.0/oa/conversation", map[string]any{"user_id": user, "offset": offset, "count": catchPage})
		if err != nil {
			return err
		}
		for _, l := range page {
			if !l.at().After(c.since) {
				return nil
			}
			if err := c.line(ctx, l); err != nil {
				return err
			}
		}
		if len(page) < catchPage {
			return nil
		}
	}
	c.count(CatchUpCut)
	return nil
}

// line keeps what a user wrote and nobody has heard.
func (c *catchUp) line(ctx context.Context, l pastLine) error {
	if !l.fromUser() || l.ID == "" {
		return nil
	}
	if heard, err := c.heard(ctx, l); err != nil || heard {
		return err
	}
	in := l.event(c.oa).content(chat.Incoming{
		ID: string(l.ID), Message: string(l.ID), From: c.address(l), At: l.at(),
		User: chat.User{ID: l.user(), Name: string(l.Name)},
	})
	c.found = append(c.found, in)
	return nil
}

func (c *catchUp) address(l pastLine) chat.Address {
	return chat.Address{Channel: chat.Zalo, Bot: c.oa, Chat: l.user()}
}

// heard reports whether a message has been heard. One that has shows that ids
// are the same here and on the webhook.
func (c *catchUp) heard(ctx context.Context, l pastLine) (bool, error) {
	yes, err := c.known(ctx, c.address(l).String(), string(l.ID))
	if err != nil {
		return false, fmt.Errorf("look up a message: %w", err)
	}
	c.agree = c.agree || yes
	return yes, nil
}

func (c *catchUp) page(ctx context.Context, path string, params map[string]any) ([]pastLine, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := c.api.call(ctx, c.oa, c.api.get(path, params))
	if err != nil {
		return nil, fmt.Errorf("Zalo %s: %w", path, err)
	}
	var page []pastLine
	if err := httpapi.Lenient(json.Unmarshal(raw, &page)); err != nil {
		return nil, fmt.Errorf("Zalo %s: %w", path, err)
	}
	return page, nil
}
