package app_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/store/redis/redistest"
)

// TestAnEchoReachesAnotherReplica: Zalo calls one replica while another sends,
// and its echo is faster than its answer. Nothing that was sent here is taken
// for a person's, not even a file, which has no words to know it by.
func TestAnEchoReachesAnotherReplica(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	w := everywhere(t, map[string]string{"REDIS_URL": r.URL(), "DESK_LOGIN_SECRET": loginSecret, "ZALOBOT_TOKEN": "", "TELEGRAM_TOKEN": ""})
	second := &world{t: t, tg: w.tg, env: w.env, log: &logs{}}
	second.start()
	t.Cleanup(func() { second.stop() })
	w.oa.Hook("", astray(w, second))
	w.oa.EchoFirst(true)

	lan := w.onOA("lan")
	lan.says("AGENT_FROM_NOT_FOUND")
	lan.hears("Google Dịch")
	lan.says("gặp nhân viên")
	number := ticketNumber.FindStringSubmatch(lan.hears("yêu cầu #").text) // one that an echo overtook leaves a gap
	ticket := "/desk/t/" + number[1]
	hoa := w.atDesk("Hoa")
	for n := 1; n < 9 && stored(second) == 0; n++ { // the other replica may be the one that sends, and know its own
		hoa.submits(ticket+"/say", nil, "huong-dan.pdf", []byte("%PDF-1.7 a guide"))
		if !w.until(func() bool { return w.echoed("oa_send_file") == n }) {
			t.Fatalf("the file was not sent and echoed:\n%s", lan.heard())
		}
	}
	if !w.until(func() bool { return sum(w.taken("zalo"))+sum(second.taken("zalo")) >= stored(w)+stored(second) }) {
		t.Fatalf("%v and %v of %d and %d arrivals were taken", w.taken("zalo"), second.taken("zalo"), stored(w), stored(second))
	}
	if stored(second) == 0 {
		t.Error("the echo did not reach the other replica: nothing was shown")
	}
	page := hoa.gets(ticket)
	if !strings.Contains(page, "huong-dan.pdf") {
		t.Errorf("the desk does not show the file:\n%s", page)
	}
	for _, wrong := range []string{"(tin không có chữ", "ứng dụng Zalo OA"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the desk shows %q: an echo was taken for a person", wrong)
		}
	}
}

// echoed is how many events of a name were taken from Zalo.
func (w *world) echoed(event string) int {
	n := 0
	for _, d := range w.oa.Deliveries() {
		if d.Event == event && d.Done {
			n++
		}
	}
	return n
}

// astray hands Zalo's calls on to w, but the echoes of files to another
// replica, and takes its time over those: the answer to the send that was
// echoed comes well after the echo.
func astray(w, other *world) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.t.Errorf("webhook: %v", err)
		}
		if !bytes.Contains(body, []byte("oa_send_file")) {
			rw.WriteHeader(w.calls("/webhook/zalo", r.Header, string(body)))
			return
		}
		status := other.calls("/webhook/zalo", r.Header, string(body))
		<-time.After(500 * time.Millisecond)
		rw.WriteHeader(status)
	})
}

var newArrivals = regexp.MustCompile(`hotro_arrivals_total\{channel="zalo",result="new"\} (\d+)`)

// stored is how many arrivals from Zalo the program has stored.
func stored(w *world) int {
	m := newArrivals.FindStringSubmatch(w.browser().gets("/metrics"))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1]) // digits
	return n
}

func sum(of []int) int {
	n := 0
	for _, i := range of {
		n += i
	}
	return n
}
