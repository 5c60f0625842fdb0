package channels

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotro/internal/chat"
)

// A platform that says "too many requests, wait" does not say whom it means:
// the chat or the bot. So the chat waits, and while it does one send to another
// chat finds out: let through, the limit was the chat's; refused, it is the
// bot's, and all of them wait, on every replica. Thirty chats do not ask thirty
// times.

// probeNap is how long others wait for the one send that finds out.
const probeNap = 200 * time.Millisecond

// bans are the limits that platforms set us. The zero value has none.
type bans struct {
	mu    sync.Mutex
	byBot map[string]*ban
}

type ban struct {
	chat    string // that was refused first
	until   time.Time
	wide    bool      // it is the bot's
	cleared bool      // it is that chat's alone
	prober  string    // the chat a send to which finds out; "" when none does
	probing time.Time // since when
}

func botKey(to chat.Address) string { return to.Channel + ":" + to.Bot }

// overallKey names the pace of a bot, or of all bots of a platform that counts
// them together.
func (l Limits) overallKey(to chat.Address) string {
	if l.Together {
		return "pace:" + to.Channel
	}
	return "pace:" + botKey(to)
}

// wait returns how long a send to a chat has to wait; zero: it may begin.
func (b *bans) wait(to chat.Address, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	one := b.byBot[botKey(to)]
	switch {
	case one == nil || !now.Before(one.until):
		return 0
	case one.wide || one.chat == to.Chat:
		return one.until.Sub(now)
	case one.cleared:
		return 0
	case one.prober != "" && one.prober != to.Chat && now.Sub(one.probing) < longest:
		return probeNap
	}
	one.prober, one.probing = to.Chat, now
	return 0
}

// limited notes that a platform asked for a pause, and reports whether it is
// the whole bot that has to wait and was not known to.
func (b *bans) limited(to chat.Address, now time.Time, after time.Duration) (wide bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byBot == nil {
		b.byBot = map[string]*ban{}
	}
	key, until := botKey(to), now.Add(after)
	one := b.byBot[key]
	switch {
	case one == nil || !now.Before(one.until), one.cleared && one.chat != to.Chat: // a chat's lane waits by itself, too
		b.byBot[key] = &ban{chat: to.Chat, until: until}
		return false
	case one.chat == to.Chat && !one.wide:
		one.until = latest(one.until, until)
		return false
	case one.wide:
		one.until = latest(one.until, until)
		return false
	}
	one.wide, one.until = true, latest(one.until, until)
	return true
}

// passed notes that a send got through.
func (b *bans) passed(to chat.Address, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if one := b.byBot[botKey(to)]; one != nil && one.chat != to.Chat && now.Before(one.until) && !one.wide && one.prober == to.Chat {
		one.cleared, one.prober = true, ""
	}
}

// unclear notes that a send ended otherwise or did not begin: if it was to find
// out, somebody else has to.
func (b *bans) unclear(to chat.Address) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if one := b.byBot[botKey(to)]; one != nil && one.prober == to.Chat {
		one.prober = ""
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// heard tells the bans how a send ended.
func (d *Deliver) heard(ctx context.Context, to chat.Address, err error) {
	now := d.Now()
	var f *Failure
	switch {
	case err == nil:
		d.bans.passed(to, now)
	case errors.As(err, &f) && f.Class == Later && f.After > 0 && !f.Known:
		if !d.bans.limited(to, now, f.After) {
			return
		}
		d.Log.Warn("a platform limits the whole bot; all of its chats wait", "channel", to.Channel, "wait", f.After)
		limits := d.Limits[to.Channel]
		l := limits.Overall
		if l.Every <= 0 {
			return
		}
		// The pace that replicas share is put ahead by the wait.
		if _, err := d.Gate.Pace(ctx, limits.overallKey(to), now, f.After+l.Every*time.Duration(max(l.Burst-1, 0)), 1<<20); err != nil {
			d.Log.Warn("other replicas could not be told of a platform's limit", "channel", to.Channel, "err", err)
		}
	default:
		d.bans.unclear(to)
	}
}
