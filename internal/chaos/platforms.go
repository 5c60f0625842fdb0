package chaos

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
)

// platforms are the doubles of Telegram and Zalo, and the proxies through which
// the bots reach them: where people write, and where the audit looks up what
// came of it.
type platforms struct {
	telegram      *telegramtest.Server
	forum         *telegramtest.Forum
	zalo          *zalotest.Server
	telegramProxy *platformProxy
	zaloProxy     *platformProxy
}

func newPlatforms(tb testing.TB, o Options, l *ledger) *platforms {
	p := &platforms{telegram: telegramtest.NewServer(tb)}
	p.forum = p.telegram.Forum(staffGroup)
	// Zalo's own ladder, a hundred times as fast.
	ladder := zalotest.Ladder()
	for i := range ladder {
		ladder[i] /= 100
	}
	p.zalo = zalotest.NewServer(tb, zalotest.Options{Ladder: ladder})
	p.telegramProxy = &platformProxy{to: p.telegram, ledger: l, dice: newDice(o.Seed, 2)}
	p.zaloProxy = &platformProxy{to: p.zalo, ledger: l, dice: newDice(o.Seed, 3)}
	return p
}

// setSlow makes the proxies hold up some sends, or none.
func (p *platforms) setSlow(slow bool) {
	p.telegramProxy.slow.Store(slow)
	p.zaloProxy.slow.Store(slow)
}

// setLossy makes the proxies lose some answers, or none.
func (p *platforms) setLossy(lossy bool) {
	p.telegramProxy.lossy.Store(lossy)
	p.zaloProxy.lossy.Store(lossy)
}

// onTelegram makes a person a user of Telegram.
func (p *platforms) onTelegram(one *person) {
	id := int64(10_000 + one.n)
	u := p.telegram.User(id, fmt.Sprintf("Khách %d", one.n))
	one.at = chat.Address{Channel: chat.Telegram, Bot: strconv.FormatInt(p.telegram.BotID(), 10), Chat: strconv.FormatInt(id, 10)}
	one.says = func(text string) { u.Says(text) }
	one.heard = func() int { return len(u.Heard()) }
	one.waits = func(ctx context.Context, heard int) { _, _ = u.Hears(ctx, heard) }
}

// onZalo makes a person a user of Zalo, who waits a moment rather than for an answer.
func (p *platforms) onZalo(one *person) {
	id := strconv.Itoa(5_000_000 + one.n)
	u := p.zalo.User(id)
	one.at = chat.Address{Channel: chat.Zalo, Bot: p.zalo.Options().OA, Chat: id}
	one.says = func(text string) { u.Says(text) }
	one.heard = func() int { return 0 }
	one.waits = func(ctx context.Context, _ int) { nap(ctx.Done(), 500*time.Millisecond) }
}

// sentTo returns what the platform has from the bot for a user, in order.
func (p *platforms) sentTo(one *person) []sentTo {
	var out []sentTo
	if one.at.Channel == chat.Zalo {
		for _, m := range p.zalo.Messages(one.at.Chat) {
			out = append(out, sentTo{m.ID, m.Text})
		}
		return out
	}
	for _, m := range p.telegram.User(int64(10_000+one.n), "").Heard() {
		out = append(out, sentTo{itoa(m.ID), m.Text})
	}
	return out
}

// shown is every text of the staff group in one.
func (p *platforms) shown() string {
	var b strings.Builder
	for _, m := range p.telegram.Chat(staffGroup).Messages() {
		b.WriteString(m.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// zaloQuiet reports whether Zalo has no event left to deliver.
func (p *platforms) zaloQuiet() bool {
	for _, d := range p.zalo.Deliveries() {
		if !d.Done && !d.Lost {
			return false
		}
	}
	return true
}
