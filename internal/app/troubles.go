package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/trouble"
	"hotro/prompts"
)

// health is what the program says of itself: what is broken, and whether work
// should be sent here.
type health struct{ b *builder }

// openTroubles makes the list of what only a person can mend.
func (b *builder) openTroubles() {
	b.troubles = trouble.New(trouble.Options{
		Values: b.store, Now: b.now, Log: b.log, Alarm: health{b}.alarm, Over: health{b}.over,
		Count: func(key string) { b.metrics.Alerts.WithLabelValues(key).Inc() },
	})
	b.loop("troubles", func(ctx context.Context) {
		each(ctx, time.Second, func() {
			b.cutOff.Store(health{b}.nobodyReached(ctx))
			health{b}.measure(ctx)
		})
	})
	b.loop("reminders", func(ctx context.Context) {
		each(ctx, 10*time.Second, func() { b.unheard.Store(health{b}.nobodyReminded(ctx)) })
	})
}

// measure shows the troubles to whoever watches the metrics.
func (h health) measure(ctx context.Context) {
	all := h.b.troubles.All(ctx)
	h.b.metrics.Broken.Reset()
	for _, t := range all {
		h.b.metrics.Broken.WithLabelValues(t.Key, t.Reason.Key()).Set(1)
	}
}

// nobodyReached reports whether a ticket would be seen by nobody: the staff
// group can't be written to, and nobody is logged in at the web desk.
func (h health) nobodyReached(ctx context.Context) bool {
	if h.b.forum == nil || !h.groupCut(ctx) {
		return false
	}
	in, err := h.b.sessions.List(ctx)
	return err == nil && len(in) == 0
}

// nobodyReminded reports whether a reminder would be heard by nobody: there is no staff
// group that can be written to, and nobody is logged in at the web desk.
func (h health) nobodyReminded(ctx context.Context) bool {
	if h.b.forum != nil && !h.groupCut(ctx) {
		return false
	}
	in, err := h.b.sessions.List(ctx)
	return err == nil && len(in) == 0
}

// groupCut reports whether the staff group can't be written to.
func (h health) groupCut(ctx context.Context) bool {
	return slices.ContainsFunc(h.b.troubles.All(ctx), func(t trouble.Trouble) bool {
		return t.Key == telegram.StaffKey && t.Reason.Key() != "telegram.no_topics" || t.Key == telegram.PollKey && t.Reason.Key() == "telegram.token"
	})
}

// alarm tells people of a new trouble.
func (h health) alarm(ctx context.Context, t trouble.Trouble) {
	say := prompts.Must("vi")
	h.tell(ctx, t, say.T("trouble.alarm", "line", troubleLine(say, t)))
}

// over tells the same people that it works again.
func (h health) over(ctx context.Context, t trouble.Trouble) {
	say := prompts.Must("vi")
	h.tell(ctx, t, say.T("trouble.over", "what", troubleWords(say, t.Key), "minutes", strconv.Itoa(max(1, int(h.b.now().Sub(t.Since).Minutes())))))
}

// tell says something about a trouble wherever people can be reached: in the
// staff group and in the escalation chat.
func (h health) tell(ctx context.Context, t trouble.Trouble, words string) {
	tg := h.b.staffBot()
	if tg == nil {
		return
	}
	m := telegram.Message{Text: words}
	for _, chatID := range []string{h.b.cfg.Desk.EscalationChat, tg.StaffChat()} {
		if chatID == "" {
			continue
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		if _, err := tg.Post(ctx, tg.Address(chatID, ""), m); err != nil {
			h.b.log.Warn("the word about a trouble did not go out to a chat", "what", t.Key, "chat", chatID, "err", err)
		}
		cancel()
	}
}

// troubleLine is what is broken, and why.
func troubleLine(say chat.Phrasebook, t trouble.Trouble) string {
	return say.T("trouble.line", "what", troubleWords(say, t.Key), "why", t.Reason.Words(say))
}

// troubleWords names what is broken.
func troubleWords(say chat.Phrasebook, key string) string {
	if k := "trouble." + strings.ReplaceAll(key, ".", "_"); say.Has(k) {
		return say.T(k)
	}
	return say.T("trouble.other", "key", key)
}

// broken are the troubles in the words of a page.
func (h health) broken(ctx context.Context, say chat.Phrasebook) []string {
	var out []string
	for _, t := range h.b.troubles.All(ctx) {
		out = append(out, troubleLine(say, t))
	}
	return out
}

// deaf are the troubles as readiness names them: the answer is public.
func (h health) deaf(ctx context.Context) []string {
	var out []string
	for _, t := range h.b.troubles.All(ctx) {
		out = append(out, fmt.Sprintf("%s is broken since %s: %s", t.Key, t.Since.UTC().Format(time.RFC3339), t.Reason))
	}
	return out
}
