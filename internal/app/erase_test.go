package app_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/store/redis/redistest"
)

// What these people can be told by.
const (
	lanID, lanName, lanPhone, lanWords = 771234567, "Trần Quế Lan", "0987654321", "con mèo xanh bị kẹt"
	fileWords, staffWords              = "noi dung tep bi mat", "gói cước riêng của chị"
)

// TestNothingIsLeftOfWhoIsForgotten: one person on Telegram demands it in words,
// another ends the chat on the page. Afterwards nothing of them is in the store
// (not even in its file's free pages), in the topics of the staff group, or in
// the log; what belongs to somebody else is untouched, and both may begin anew.
func TestNothingIsLeftOfWhoIsForgotten(t *testing.T) {
	for _, kind := range []string{"embedded", "Redis"} {
		t.Run(kind, func(t *testing.T) {
			env := map[string]string{"TELEGRAM_STAFF_CHAT": fmt.Sprint(staffGroup), "DESK_LOGIN_SECRET": loginSecret}
			kept := func(*world) string { return "" }
			if kind == "Redis" {
				r := redistest.Start(t)
				env["REDIS_URL"] = r.URL()
				kept = func(w *world) string { return everythingIn(w, r.Addr) }
			}
			w := newWorld(t, env)
			if kind == "embedded" {
				kept = fileOf
			}
			eraseStory(t, w, kept)
		})
	}
}

func eraseStory(t *testing.T, w *world, kept func(*world) string) {
	forum, nam := w.tg.Forum(staffGroup), w.tg.Forum(staffGroup).Member(900, "Nam")
	lan, hoa, web := w.person(lanID, lanName), w.person(500, "Nguyễn Hoa"), w.browser()
	lan.Pictures([]byte(jpegOf(t, 160)))
	lan.Says(lanWords)
	lan.hears()
	lan.Says("gặp nhân viên")
	lan.hears("#1")
	lan.Says("số em " + lanPhone)
	w.shows(w.topic(forum, 1), lanPhone)
	if !w.until(func() bool { return strings.Contains(kept(w), ".portrait/") }) {
		t.Fatal("no picture of hers was kept")
	}
	nam.Writes(w.topic(forum, 1).ID, staffWords)
	lan.hears(staffWords)

	hoa.Says("gặp nhân viên")
	hoa.hears("#2")
	w.shows(w.topic(forum, 2), "Nguyễn Hoa")

	web.gets("/chat")
	web.says("gặp nhân viên, em là Phạm Tú")
	web.reads("bot", "#3")
	web.submits("/chat/upload", map[string]string{"id": "upload-0001", "form": "1"}, "rieng-tu.txt", []byte(fileWords))
	w.shows(w.topic(forum, 3), "Phạm Tú")

	lan.Says("xóa dữ liệu của em")
	lan.hears("không khôi phục được")
	lan.Presses("Xóa hết")
	lan.hears("xóa toàn bộ dữ liệu")
	if a := web.Post("/chat/leave", url.Values{"id": {"leave-0001"}}); a.Code != http.StatusSeeOther {
		t.Fatalf("leave: got %d %.200s", a.Code, a.Body)
	}
	if len(web.lines()) != 0 {
		t.Error("the browser still knows the visitor")
	}
	if !w.until(func() bool { return forum.Topic(1).Deleted && forum.Topic(3).Deleted }) || !w.until(func() bool { return strings.Count(w.log.String(), "erasure: done") == 2 }) {
		t.Fatalf("it was not done:\n%s", tail(w.log.String()))
	}
	desk := w.atDesk("Hoa")
	if page := desk.gets("/desk"); strings.Contains(page, lanName) || !strings.Contains(page, "Nguyễn Hoa") {
		t.Error("the desk shows who was forgotten, or no longer who was not")
	}
	w.stop()
	for what, text := range map[string]string{"store": kept(w), "log": w.log.String(), "staff group": said(forum)} {
		for _, trace := range []string{lanName, lanPhone, lanWords, staffWords, "Phạm Tú", fileWords, "rieng-tu"} {
			if strings.Contains(text, trace) {
				t.Errorf("%s: %q is still there", what, trace)
			}
		}
	}
	all := kept(w)
	if id := fmt.Sprint(lanID); strings.Contains(all, id) {
		at := strings.Index(all, id)
		t.Errorf("the store knows the chat still: …%q…", all[max(0, at-200):min(len(all), at+100)])
	}
	for what, trace := range map[string]string{"another's conversation": "Nguyễn Hoa", "the log of deletions": `"by":"user"`} {
		if !strings.Contains(all, trace) {
			t.Errorf("the store has lost %s: no %q", what, trace)
		}
	}
	w.start()
	lan.Says("FROM_NUMBER_NOT_FOUND")
	lan.hears("FROM_NUMBER_NOT_FOUND")
}

// said is all that stands in a staff group.
func said(f *telegramtest.Forum) string {
	var b strings.Builder
	for _, topic := range f.Topics() {
		if !topic.Deleted {
			fmt.Fprintln(&b, topic.Name)
		}
		for _, m := range topic.Messages() {
			fmt.Fprintln(&b, m.Text)
		}
	}
	for _, m := range f.General() {
		fmt.Fprintln(&b, m.Text)
	}
	return b.String()
}

// fileOf is the bytes of all that the embedded store keeps: its file, and the
// uploads beside it, with their names.
func fileOf(w *world) string {
	var all strings.Builder
	err := filepath.WalkDir(w.env["DATA_DIR"], func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		fmt.Fprintln(&all, path, string(b))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all.String()
}

// everythingIn is every key of a Redis with what it holds.
func everythingIn(w *world, addr string) string {
	c := redis.NewClient(&redis.Options{Addr: addr})
	defer c.Close()
	ctx, all := w.wait(), &strings.Builder{}
	keys, err := c.Keys(ctx, "*").Result()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, key := range keys {
		var v any
		switch kind := c.Type(ctx, key).Val(); kind {
		case "hash":
			v, err = c.HGetAll(ctx, key).Result()
		case "list":
			v, err = c.LRange(ctx, key, 0, -1).Result()
		case "zset":
			v, err = c.ZRange(ctx, key, 0, -1).Result()
		default:
			v, err = c.Get(ctx, key).Result()
		}
		if errors.Is(err, redis.Nil) {
			continue // it ended since it was listed
		}
		if err != nil {
			w.t.Fatal(err)
		}
		fmt.Fprintln(all, key, v)
	}
	return all.String()
}
