package zalo

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// Health is what the webhook noticed and a person should know: signatures that
// did not fit and why, clocks that disagree, events that nobody knows, accounts
// that took their permission away. All replicas add to the same one.
type Health struct {
	Bad     map[string]int       `json:"bad,omitempty"` // calls refused, by reason
	BadAt   time.Time            `json:"bad_at,omitzero"`
	GoodAt  time.Time            `json:"good_at,omitzero"`  // the last call that was Zalo's
	Skew    time.Duration        `json:"skew,omitempty"`    // how far Zalo's clock was ahead of ours, last seen
	SkewAt  time.Time            `json:"skew_at,omitzero"`  //
	Unknown map[string]int       `json:"unknown,omitempty"` // events about nobody, by name
	Odd     map[string]int       `json:"odd,omitempty"`     // parts of events whose shape is not the documented one
	Revoked map[string]time.Time `json:"revoked,omitempty"` // by account

	Nameless int                  `json:"nameless,omitempty"` // presses that Zalo does not say whose they are
	Heard    map[string]time.Time `json:"heard,omitempty"`    // by account: the last message that the webhook brought
	Looked   map[string]time.Time `json:"looked,omitempty"`   // by account: until when nothing is unheard
	IDs      bool                 `json:"ids,omitempty"`      // the webhook's ids are those of the past
	Doubt    time.Time            `json:"doubt,omitzero"`     // the last sign that the webhook may not bring everything
	Missed   int                  `json:"missed,omitempty"`   // messages that the webhook did not bring
	MissedAt time.Time            `json:"missed_at,omitzero"`
}

const (
	healthEvery = 5 * time.Second
	maxNames    = 50 // of unknown events that are kept
	recent      = 24 * time.Hour
)

// health collects what this process noticed until it is written down. Its
// methods do no I/O: the webhook calls them.
type health struct {
	log *slog.Logger

	mu   sync.Mutex
	next Health
	told map[string]bool // what was logged already
}

func newHealth(log *slog.Logger) *health { return &health{log: log, told: map[string]bool{}} }

// refused notes a call whose signature did not fit.
func (h *health) refused(why string, now time.Time) {
	h.change(func(n *Health) { n.Bad, n.BadAt = plus(n.Bad, why, 1), now })
	h.once("signature "+why, "a call to Zalo's webhook was refused: its signature does not fit; run “bot doctor”", "why", why)
}

// genuine notes a call that was Zalo's.
func (h *health) genuine(now time.Time) { h.change(func(n *Health) { n.GoodAt = now }) }

func (h *health) skewed(by time.Duration, now time.Time) {
	h.change(func(n *Health) { n.Skew, n.SkewAt = by.Round(time.Second), now })
	h.once("skew", "the times of Zalo's events do not fit the clock of this machine; check that it is set by NTP", "ahead", by.Round(time.Second))
}

func (h *health) unknown(name string, now time.Time) {
	h.change(func(n *Health) {
		if len(n.Unknown) < maxNames {
			n.Unknown = plus(n.Unknown, name, 1)
		}
	})
	h.once("event "+name, "Zalo sends an event that this version does not know", "event", name)
}

// odd notes a part of an event whose shape is not the documented one.
func (h *health) odd(part string) {
	h.change(func(n *Health) {
		if len(n.Odd) < maxNames {
			n.Odd = plus(n.Odd, part, 1)
		}
	})
	h.once("odd "+part, "a part of an event of Zalo's has another shape than documented; the rest of it was read", "part", part)
}

func (h *health) revoked(oa string, now time.Time) {
	h.change(func(n *Health) {
		if n.Revoked == nil {
			n.Revoked = map[string]time.Time{}
		}
		n.Revoked[oa] = now
	})
	h.log.Error("an Official Account took its permission away; run “bot zalo login”", "oa", oa)
}

// heard notes what the webhook brought, once it is stored.
func (h *health) heard(oa string, at time.Time) {
	h.change(func(n *Health) { n.Heard = latest(n.Heard, map[string]time.Time{oa: at}) })
}

// looked notes until when nothing of an account is unheard.
func (h *health) looked(oa string, until time.Time, ids bool) {
	h.change(func(n *Health) { n.Looked, n.IDs = latest(n.Looked, map[string]time.Time{oa: until}), n.IDs || ids })
}

// nameless notes a press that Zalo does not say whose it is.
func (h *health) nameless() {
	h.change(func(n *Health) { n.Nameless++ })
	h.once("nameless", "a user pressed a button below one of the account's templates and Zalo does not say who: nobody can be answered; OA Manager shows it")
}

// doubt notes a sign that the webhook may not bring everything.
func (h *health) doubt(now time.Time) { h.change(func(n *Health) { n.Doubt = now }) }

// missed notes a message that the webhook did not bring.
func (h *health) missed(oa string, at, now time.Time) {
	h.change(func(n *Health) {
		n.Heard, n.Missed, n.MissedAt = latest(n.Heard, map[string]time.Time{oa: at}), n.Missed+1, now
		n.Doubt = now
	})
	h.once("missed", "Zalo's webhook did not bring everything that users wrote; it was heard by looking at their chats; run “bot doctor”")
}

func (h *health) change(do func(*Health)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	do(&h.next)
}

// once logs a thing the first time that it is noticed.
func (h *health) once(key, what string, args ...any) {
	h.mu.Lock()
	first := !h.told[key] && len(h.told) < 4*maxNames
	if first {
		h.told[key] = true
	}
	h.mu.Unlock()
	if first {
		h.log.Warn(what, args...)
	}
}

// take returns what was noticed since the last take.
func (h *health) take() Health {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := h.next
	h.next = Health{}
	return n
}

// empty reports whether nothing was noticed that has to be written at once.
func (h Health) empty() bool {
	return len(h.Bad)+len(h.Unknown)+len(h.Odd)+len(h.Revoked)+len(h.Heard)+len(h.Looked)+h.Nameless == 0 && h.Doubt.IsZero() && h.SkewAt.IsZero() && h.GoodAt.IsZero()
}

// plus returns the sum of both.
func (h Health) plus(n Health) Health {
	for why, k := range n.Bad {
		h.Bad = plus(h.Bad, why, k)
	}
	for name, k := range n.Unknown {
		h.Unknown = plus(h.Unknown, name, k)
	}
	for part, k := range n.Odd {
		h.Odd = plus(h.Odd, part, k)
	}
	if h.Revoked == nil {
		h.Revoked = map[string]time.Time{}
	}
	maps.Copy(h.Revoked, n.Revoked)
	h.Heard, h.Looked, h.IDs = latest(h.Heard, n.Heard), latest(h.Looked, n.Looked), h.IDs || n.IDs
	h.Nameless += n.Nameless
	h.Doubt = later(h.Doubt, n.Doubt)
	h.Missed, h.MissedAt = h.Missed+n.Missed, later(h.MissedAt, n.MissedAt)
	h.BadAt, h.GoodAt = later(h.BadAt, n.BadAt), later(h.GoodAt, n.GoodAt)
	if n.SkewAt.After(h.SkewAt) {
		h.Skew, h.SkewAt = n.Skew, n.SkewAt
	}
	return h
}

func plus(to map[string]int, key string, n int) map[string]int {
	if to == nil {
		to = map[string]int{}
	}
	to[key] += n
	return to
}

// latest is the later time of each.
func latest(a, b map[string]time.Time) map[string]time.Time {
	out := map[string]time.Time{}
	for _, m := range []map[string]time.Time{a, b} {
		for k, at := range m {
			out[k] = later(out[k], at)
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Advice says in words what a person should look at now; none when all is
// well. It is for bot doctor and the log.
func (h Health) Advice(now time.Time) []string {
	var out []string
	if now.Sub(h.BadAt) < recent && len(h.Bad) > 0 {
		out = append(out, fmt.Sprintf("webhook calls were refused, last at %s: %s", h.BadAt.Format(time.RFC3339), reasons(h.Bad)))
	}
	if now.Sub(h.SkewAt) < recent {
		out = append(out, fmt.Sprintf("Zalo's clock and ours were %s apart at %s; nothing was lost: set this machine's clock by NTP", h.Skew.Abs(), h.SkewAt.Format(time.RFC3339)))
	}
	if now.Sub(h.MissedAt) < recent {
		out = append(out, fmt.Sprintf("the webhook did not bring %d messages of users, the last before %s; they were heard by looking at the chats: see the app's Webhook page, whether the address and the events are on", h.Missed, h.MissedAt.Format(time.RFC3339)))
	}
	if h.Nameless > 0 {
		out = append(out, fmt.Sprintf("%d presses of buttons below templates came without their user, whom nobody could answer; OA Manager shows them", h.Nameless))
	}
	if len(h.Unknown) > 0 {
		out = append(out, "events that this version does not know: "+counted(h.Unknown))
	}
	if len(h.Odd) > 0 {
		out = append(out, "parts of events with another shape than documented, read as far as they could be: "+counted(h.Odd))
	}
	return out
}

// reasons says why signatures did not fit, the commonest first.
func reasons(bad map[string]int) string {
	var parts []string
	for _, why := range byCount(bad) {
		parts = append(parts, fmt.Sprintf("%d× %s", bad[why], hint(why)))
	}
	return strings.Join(parts, "; ")
}

func counted(names map[string]int) string {
	var parts []string
	for _, name := range byCount(names) {
		parts = append(parts, fmt.Sprintf("%s (%d)", name, names[name]))
	}
	return strings.Join(parts, ", ")
}

func byCount(n map[string]int) []string {
	return slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return strings.Compare(a, b)
	})
}

// AccessKey is the trouble that nobody on Zalo can be answered.
const AccessKey = "zalo.access"

// tellTrouble says whether a person has to restore access.
func (o *OA) tellTrouble(ctx context.Context) {
	if o.broken == nil {
		return
	}
	if why := o.Trouble(ctx); why != "" {
		if o.base != "" {
			why = chat.Because("zalo.login_at", "url", o.LoginURL(o.base+CallbackPath, true)).From(why)
		}
		o.broken.Report(ctx, AccessKey, why)
		return
	}
	o.broken.Clear(ctx, AccessKey)
}

// KeepHealth writes down what was noticed until ctx ends, and says whether a
// person has to restore access.
func (o *OA) KeepHealth(ctx context.Context) {
	t := time.NewTicker(healthEvery)
	defer t.Stop()
	var rest Health
	for {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
		rest = o.writeHealth(ctx, rest.plus(o.health.take()))
		o.tellTrouble(ctx)
	}
}

// writeHealth stores what was noticed and returns what could not be stored.
func (o *OA) writeHealth(ctx context.Context, rest Health) Health {
	if rest.empty() {
		return rest
	}
	for oa, at := range rest.Revoked {
		if o.api.tokens.For(ctx, oa).Revoke(ctx, at) == nil {
			delete(rest.Revoked, oa)
		}
	}
	if o.addHealth(ctx, rest) == nil {
		rest = Health{Revoked: rest.Revoked}
	}
	return rest
}

func (o *OA) healthKey() string { return "zalo/health/" + o.cfg.AppID }

// addHealth adds to what is stored.
func (o *OA) addHealth(ctx context.Context, n Health) error {
	return store.ChangeJSON(ctx, o.kv, o.healthKey(), 30*24*time.Hour, o.now, func(h Health) Health { return h.plus(n) })
}

// Health reads what the webhook of all replicas noticed.
func (o *OA) Health(ctx context.Context) (Health, error) {
	h, _, err := store.ReadJSON[Health](ctx, o.kv, o.healthKey())
	return h, err
}
