package attack

import (
	"fmt"
	"strings"
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
// group that takes 20 messages a minute, as Telegram's do. A customer who names
// a call is seen by staff as if nobody else were there.
func junkTickets(t *testing.T, bin string, visitors int) {
	tg := telegramtest.NewServer(t, telegramtest.Options{GroupRate: 20})
	forum := tg.Forum(staffGroup)
	db := redistest.Start(t, "--maxmemory", "300mb", "--appendonly", "no")
	g := start(t, bin, 0, "REDIS_URL="+db.URL(),
		"TELEGRAM_TOKEN="+tg.Token(), "TELEGRAM_API_URL="+tg.URL(), fmt.Sprint("TELEGRAM_STAFF_CHAT=", staffGroup))
	begun := time.Now()
	together(visitors, func(i int) {
		from, who := fmt.Sprintf("127.0.1.%d", i%4+1), id()
		g.say(from, who, "gặp nhân viên")
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
	t.Logf("%d junk visitors in %v: a customer's topic after %v, with %d topics there; memory at most %d MB; %d messages refused by Telegram",
		visitors, junk.Round(time.Millisecond), took.Round(time.Millisecond), len(forum.Topics()), most, tg.Flooded())
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
