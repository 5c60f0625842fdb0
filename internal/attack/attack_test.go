package attack

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// What an attack may cost.
const (
	mostMemory = 300             // MB resident
	mostStore  = 300             // MB of Redis
	mostWait   = 5 * time.Second // of somebody else, for the answer to a word, beyond slower
	slower     = 10              // times what they wait on this machine before the attack
	mostRest   = 100             // MB resident, a while after
	restsIn    = 3 * time.Minute
	mostTopic  = 30 * time.Second // until staff see a customer, whoever else wants them to look
)

// all makes every attack; the short form makes those that are soon over.
var all = flag.Bool("attack.all", false, "make every attack")

var given = flag.String("attack.bin", "", "the program to attack, such as an older one; built from here if empty")

const (
	attacker = "127.0.0.1"
	somebody = "127.0.0.2"
)

// attack is one thing that a machine without an account can do.
type attack struct {
	name  string
	files int  // the process may open
	soon  bool // it is over soon: made in the short form, too
	do    func(g *target)
}

func attacks() []attack {
	return []attack{
		{"files from nobody", 0, true, filesFromNobody},
		{"files from many visitors", 0, false, filesFromMany},
		{"pictures that unpack to much", 0, true, packedPictures},
		{"uploads that stall", 0, false, stalledUploads},
		{"answers that nobody reads", 0, false, unreadAnswers},
		{"forged webhooks that stall", 0, false, forgedWebhooks},
		{"event streams with 64 files", 64, true, eventStreams},
	}
}

// TestAttacks has one machine attack a program on a Redis of 300 MB, each
// attack on a program of its own: somebody else is served all the while, and
// afterwards the memory is given back. The whole list is "make attack".
func TestAttacks(t *testing.T) {
	bin := build(t)
	for _, a := range attacks() {
		if !a.soon && !*all {
			continue
		}
		t.Run(a.name, func(t *testing.T) {
			db := redistest.Start(t, "--maxmemory", "300mb", "--appendonly", "no")
			g := start(t, bin, a.files, "REDIS_URL="+db.URL(),
				"ZALO_APP_ID=1", "ZALO_APP_SECRET=aaaaaaaaaaaaaaaaaaaaaaaa", "ZALO_OA_SECRET=bbbbbbbbbbbbbbbbbbbbbbbb", "ZALO_REFRESH_TOKEN=c",
				"ZALO_API_URL=http://127.0.0.1:1", "ZALO_OAUTH_URL=http://127.0.0.1:1")
			_, calm := g.say(somebody, id(), "alo")
			a.do(g)
			code, wait := meanwhile(g)
			used := inStore(t, db.URL())
			g.hangUp()
			rest := g.rests()
			_, most := g.resident()
			t.Logf("%-28s memory at most %3d MB, then %3d · store %3d MB · somebody else: %d after %v",
				a.name, most, rest, used, code, wait.Round(time.Millisecond))
			if code != http.StatusOK || wait > mostWait+slower*calm {
				t.Errorf("somebody else's word: got %d after %v, want 200 within %v and %d times %v", code, wait, mostWait, slower, calm)
			}
			if most > mostMemory || used > mostStore || rest > mostRest {
				t.Errorf("memory %d MB, then %d, and store %d MB; want at most %d, %d and %d", most, rest, used, mostMemory, mostRest, mostStore)
			}
		})
	}
	t.Run("junk tickets", func(t *testing.T) {
		visitors := 100
		if *all {
			visitors = 1000
		}
		junkTickets(t, bin, visitors)
	})
}

// inStore is how much a Redis holds, in MB.
func inStore(t *testing.T, url string) int64 {
	t.Helper()
	store, err := redis.Open(t.Context(), url, redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	room, err := store.Room(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return room.Used >> 20
}

// rests waits until the program has given back what an attack took, and returns
// what it holds then, in MB.
func (g *target) rests() int {
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for begun := time.Now(); ; <-again.C {
		now, _ := g.resident()
		if now <= mostRest || time.Since(begun) > restsIn {
			return now
		}
	}
}

// meanwhile has somebody else write again and again while the attack lasts, and
// returns the worst that they got.
func meanwhile(g *target) (code int, wait time.Duration) {
	code = http.StatusOK
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for range 10 {
		<-again.C
		got, took := g.say(somebody, id(), "alo")
		if got != http.StatusOK {
			code = got
		}
		wait = max(wait, took)
	}
	return code, wait
}

// together does something n times, some at once.
func together(n int, do func(i int)) {
	var wg sync.WaitGroup
	places := make(chan struct{}, 40)
	for i := range n {
		places <- struct{}{}
		wg.Go(func() { do(i); <-places })
	}
	wg.Wait()
}

// form is an upload of n bytes, the end of the form included.
func form(n int) []byte { return formOf(".bin", append([]byte(id()), bytes.Repeat([]byte{1}, n)...)) }

func formOf(kind string, file []byte) []byte {
	head := "--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n" + id() +
		"\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + id() + kind + "\"\r\n\r\n"
	return append(append([]byte(head), file...), "\r\n--b--\r\n"...)
}

const formType = "multipart/form-data; boundary=b"

func filesFromNobody(g *target) {
	together(28, func(int) { g.ask(attacker, "", "POST", "/chat/upload", formType, form(9<<20)) })
}

// filesFromMany has visitors who have all said something send files, from
// addresses enough that none of them is slowed down.
func filesFromMany(g *target) {
	for i := range 45 {
		from, who := fmt.Sprintf("127.0.1.%d", i+1), id()
		g.say(from, who, "alo")
		g.ask(from, who, "POST", "/chat/upload", formType, form(9<<20))
	}
}

// packedPictures has visitors send small files that are pictures of many
// million pixels, of every kind that unpacks to much.
func packedPictures(g *target) {
	var packed [][]byte
	for _, m := range []image.Image{
		image.NewPaletted(image.Rect(0, 0, 6300, 6300), color.Palette{color.Black, color.White}),
		image.NewGray(image.Rect(0, 0, 60_000, 600)),
		image.NewNRGBA(image.Rect(0, 0, 4090, 4090)),
		image.NewNRGBA64(image.Rect(0, 0, 6300, 2000)),
	} {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
			g.t.Fatal(err)
		}
		packed = append(packed, b.Bytes())
	}
	together(12, func(i int) {
		from, who := fmt.Sprintf("127.0.1.%d", i%4+1), id()
		g.say(from, who, "alo")
		g.ask(from, who, "POST", "/chat/upload", formType, formOf(".png", packed[i%len(packed)]))
	})
}

func stalledUploads(g *target) {
	together(120, func(i int) {
		from, who := fmt.Sprintf("127.0.1.%d", i%4+1), id()
		g.say(from, who, "alo")
		g.leave(from, fmt.Sprintf("POST /chat/upload HTTP/1.1\r\nHost: x\r\nX-Hotro-Visitor: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
			who, formType, 10<<20), form(9 << 20)[:9<<20])
	})
}

func unreadAnswers(g *target) {
	who := id()
	for range 20 {
		g.say(attacker, who, strings.Repeat("<", 7900))
	}
	for begun := time.Now(); g.length(attacker, who) < 500_000; {
		if time.Since(begun) > 2*time.Minute {
			g.t.Fatal("the conversation is not long in time")
		}
	}
	together(300, func(i int) {
		g.leave(fmt.Sprintf("127.0.1.%d", i%4+1),
			strings.Repeat("GET /chat/lines?after=0 HTTP/1.1\r\nHost: x\r\nX-Hotro-Visitor: "+who+"\r\n\r\n", 4), nil)
	})
}

func forgedWebhooks(g *target) {
	together(800, func(i int) {
		size := 128 << 10 // the most that is read, and what is refused unread
		if i%2 == 1 {
			size = 1 << 20
		}
		g.leave(attacker, fmt.Sprintf("POST /webhook/zalo HTTP/1.1\r\nHost: x\r\nX-ZEvent-Signature: %s\r\nContent-Length: %d\r\n\r\n",
			strings.Repeat("a", 64), size), bytes.Repeat([]byte{' '}, size-1024))
	})
}

func eventStreams(g *target) {
	together(80, func(int) {
		g.leave(attacker, "GET /chat/events HTTP/1.1\r\nHost: x\r\nX-Hotro-Visitor: "+id()+"\r\n\r\n", nil)
	})
}
