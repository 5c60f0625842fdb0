package zalobot

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/retry"
)

// Timing of the long poll.
const (
	pollWait     = 10 * time.Second // short: stopping waits for the answer
	backoffFirst = time.Second
	backoffMost  = time.Minute
	storeMost    = 2 * time.Second // between tries while our own store is down: users are waiting
)

// codeIdle answers a poll during which nothing arrived.
const codeIdle = 408

// Poll receives updates until ctx ends and returns nil then. A webhook that
// is still set is deleted first: it would keep every update from us
// silently.
//
// Each update is handed to accept until that stores it, and only then is the
// next asked for. A poll under way is not interrupted: an update on its
// way would be lost. No failure ends Poll; it tries again with growing pauses,
// and logs when the failures begin and when they end.
func (b *Bot) Poll(ctx context.Context, accept channels.Accept) error {
	p := &poller{bot: b}
	defer b.polled(false)
	for ctx.Err() == nil && !p.ready {
		p.backOff(ctx, "take over from the webhook", b.DeleteWebhook(ctx), backoffMost)
		p.ready = p.fails == 0
	}
	for ctx.Err() == nil {
		p.once(ctx, accept)
	}
	return nil
}

// poller is the state of one Poll.
type poller struct {
	bot   *Bot
	ready bool
	fails int // in a row
}

// once asks for one update and has it stored.
func (p *poller) once(ctx context.Context, accept channels.Accept) {
	raw, err := p.bot.update(ctx)
	if codeOf(err) == codeIdle {
		err = nil
	}
	if err == nil {
		p.bot.polled(true)
	}
	p.tell(ctx, failure(err))
	p.backOff(ctx, "poll", failure(err), backoffMost)
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	p.store(ctx, accept, p.bot.decode(raw).Messages)
}

// PollKey is the trouble that nobody on Zalo Bot is heard.
const PollKey = "zalobot.poll"

// deafAfter is how many polls in a row fail before it is a trouble: half a
// minute. What only a person can mend is one at once.
const deafAfter = 5

// tell says whether the bot hears.
func (p *poller) tell(ctx context.Context, err error) {
	f, failed := errors.AsType[*channels.Failure](err)
	switch {
	case err == nil:
		p.bot.broken.Clear(ctx, PollKey)
	case failed && (f.Class == channels.Operator || p.fails >= deafAfter):
		p.bot.broken.Report(ctx, PollKey, f.Reason)
	}
}

// store does not give up: the platform does not hand the update out again. When
// the program stops it tries once more.
func (p *poller) store(ctx context.Context, accept channels.Accept, in []chat.Incoming) {
	if len(in) == 0 {
		return
	}
	for {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
		err := accept(last, in...)
		cancel()
		stopping := ctx.Err() != nil
		p.backOff(ctx, "store an arrival", err, storeMost)
		if err == nil {
			return
		}
		if stopping {
			p.bot.log.Error("zalobot: an arrival could not be stored before the stop and is lost", "id", in[0].ID)
			return
		}
	}
}

// update asks for the next update.
func (b *Bot) update(ctx context.Context) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pollWait+callTimeout)
	defer cancel()
	return b.call(ctx, "getUpdates", map[string]string{"timeout": strconv.Itoa(int(pollWait.Seconds()))})
}

// backOff notes how a step went, and pauses after a failure.
func (p *poller) backOff(ctx context.Context, what string, err error, most time.Duration) {
	if err == nil {
		if p.fails > 0 {
			p.bot.log.Info("zalobot: receiving again", "after", p.fails)
		}
		p.fails = 0
		return
	}
	p.fails++
	if p.fails == 1 {
		p.bot.log.Error("zalobot: can't receive; trying again", "what", what, "err", err)
	}
	retry.Sleep(ctx, retry.Backoff{First: backoffFirst, Most: most}.After(p.fails))
}
