package attack

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/store/redis/redistest"
)

const (
	staffGroup = -1001234567890
	callID     = "call-vn-1-7EOLB370OL-1751008322530"
)

// junkTickets has one machine make up visitors who all want a person, in a staff
// group that takes 20 messages a minute, as Telegram's do. It does the work that
// the chat page asks for when so many write for the first time. A customer who
// names a call is seen by staff as if nobody else were there.
func junkTickets(t *testing.T, bin string, visitors int) {
	tg := telegramtest.NewServer(t, telegramtest.Options{GroupRate: 20})
	forum := tg.Forum(staffGroup)
	db := redistest.Start(t, "--maxmemory", "300mb", "--appendonly", "no")
	g := start(t, bin, 0, "REDIS_URL="+db.URL(),
		"TELEGRAM_TOKEN="+tg.Token(), "TELEGRAM_API_URL="+tg.URL(), fmt.Sprint("TELEGRAM_STAFF_CHAT=", staffGroup))
	begun := time.Now()
	var let, worked atomic.Int64
	together(visitors, func(i int) {
		from, who := fmt.Sprintf("127.0.1.%d", i%20+1), id()
		in, work := g.insist(from, who, "gặp nhân viên")
		if in {
			let.Add(1)
		}
		if work {
			worked.Add(1)
		}
		g.say(from, who, "nhanh lên")
	})
	junk := time.Since(begun)
	customer := id()
	begun = time.Now()
	code, _ := g.say(somebody, customer, callID+" bị ngắt ngay, cho chị gặp nhân viên")
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for !shown(forum, callID) && time.Since(begun) < 5*time.Minute {
		<-again.C
	}
	took := time.Since(begun)
	_, most := g.resident()
	t.Logf("%d junk visitors in %v, %d let in, %d of them for work: a customer's topic after %v, with %d topics there; memory at most %d MB; %d messages refused by Telegram",
		visitors, junk.Round(time.Millisecond), let.Load(), worked.Load(), took.Round(time.Millisecond), len(forum.Topics()), most, tg.Flooded())
	if let.Load() < int64(visitors)*9/10 || visitors > 600 && worked.Load() == 0 {
		t.Errorf("the attack: got %d of %d visitors in, %d for work; want nearly all, and work asked of those above 600", let.Load(), visitors, worked.Load())
	}
	if code != 200 || took > mostTopic {
		t.Errorf("a customer: got %d and a topic after %v, want 200 and within %v", code, took, mostTopic)
	}
}

// shown reports whether a topic of the staff group holds the words.
func shown(f *telegramtest.Forum, words string) bool {
	for _, topic := range f.Topics() {
		for _, m := range topic.Messages() {
			if strings.Contains(m.Text, words) {
				return true
			}
		}
	}
	return false
}
