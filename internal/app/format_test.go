package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/archive"
	"hotro/internal/goldentest"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// format1 is a backup that the first version to name its format wrote: a user
// within a walk, one whom staff help, one who waits with a file. It is written
// anew (-update) only by who changes the story here, never because what is stored
// has changed: that is a new format, with a file of its own beside this one.
const format1 = "testdata/format-1.backup"

// written is when the story of the file took place.
func written() time.Time { return time.Date(2026, 11, 29, 9, 15, 0, 0, time.UTC) }

// from is a clock that begins at a moment.
func from(at time.Time) func() time.Time {
	start := time.Now()
	return func() time.Time { return at.Add(time.Since(start)) }
}

// TestDataOfFormat1GoesOn: with what an older version has stored the program
// goes on where that left off, on both stores.
func TestDataOfFormat1GoesOn(t *testing.T) {
	if goldentest.Updating() {
		goldentest.Check(t, format1, writeFormat1(t))
	}
	data := goldentest.Read(t, format1)
	for _, kind := range []string{"embedded", "Redis"} {
		t.Run(kind, func(t *testing.T) {
			w := emptyWorld(t, map[string]string{"TELEGRAM_STAFF_CHAT": fmt.Sprint(staffGroup), "DESK_LOGIN_SECRET": loginSecret})
			w.now = from(written().Add(time.Minute))
			if kind == "Redis" {
				w.env["REDIS_URL"] = redistest.Start(t).URL()
			}
			restored(w, data)
			w.start()
			t.Cleanup(w.stop)
			goesOn(w)
		})
	}
}

// restored reads a backup into the store of a world that does not run yet.
func restored(w *world, data []byte) {
	w.t.Helper()
	var st interface {
		archive.Target
		store.Values
		Close() error
	}
	var err error
	if url := w.env["REDIS_URL"]; url != "" {
		st, err = redis.Open(w.wait(), url, redis.Options{})
	} else {
		st, err = bolt.Open(filepath.Join(w.env["DATA_DIR"], "hotro.db"), bolt.Options{NoSync: true})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	if n, err := archive.Read(w.wait(), bytes.NewReader(data), st, w.now()); err != nil || n < 10 {
		w.t.Fatalf("restore: got %d things, %v", n, err)
	}
	// The double counts its updates from the beginning; Telegram goes on.
	err = store.DropValue(w.wait(), st, fmt.Sprintf("offset/telegram/%d", w.tg.BotID()), w.now)
	if err := errors.Join(err, st.Close()); err != nil {
		w.t.Fatal(err)
	}
}

// goesOn goes on with the three of the story, and with somebody new.
func goesOn(w *world) {
	t := w.t
	lan, hoa := w.person(lanID, lanName), w.person(500, "Nguyễn Hoa")
	lan.Says("không dịch") // which cause it is was asked before
	lan.hears("Số hotline đã bị xóa")
	lan.hears("#3")
	desk := w.atDesk("Lan")
	for path, words := range map[string][]string{
		"/desk":     {"Nguyễn Hoa", "#2"},
		"/desk/t/1": {"Nguyễn Hoa", staffWords, "Nam"},
		"/desk/t/2": {"em là Phạm Tú", "rieng-tu.txt"},
	} {
		if page := desk.gets(path); !holds(page, words) {
			t.Errorf("%s: want %q in %s", path, words, page)
		}
	}
	hoa.Says("vẫn lỗi chị ơi")
	desk.submits("/desk/t/1/say", map[string]string{"id": "say-00000001", "kind": "say", "text": "để em xem", "over": "telegram:900"}, "", nil)
	hoa.hears("để em xem")
	other := w.person(501, "Khách mới")
	other.Says("gặp nhân viên")
	other.hears("#4")
}

// writeFormat1 plays the story and returns its backup.
func writeFormat1(t *testing.T) []byte {
	w := emptyWorld(t, map[string]string{"TELEGRAM_STAFF_CHAT": fmt.Sprint(staffGroup)})
	w.now = from(written())
	w.start()
	t.Cleanup(w.stop)
	forum, nam := w.tg.Forum(staffGroup), w.tg.Forum(staffGroup).Member(900, "Nam")
	lan, hoa, web := w.person(lanID, lanName), w.person(500, "Nguyễn Hoa"), w.browser()
	lan.Says("FROM_NUMBER_NOT_FOUND")
	lan.hears("FROM_NUMBER_NOT_FOUND")
	hoa.Says("gặp nhân viên")
	hoa.hears("#1")
	nam.Writes(w.topic(forum, 1).ID, staffWords)
	hoa.hears(staffWords)
	web.gets("/chat")
	web.says("gặp nhân viên, em là Phạm Tú")
	web.reads("bot", "#2")
	web.submits("/chat/upload", map[string]string{"id": "upload-0001", "form": "1"}, "rieng-tu.txt", []byte(fileWords))
	w.shows(w.topic(forum, 2), "Phạm Tú")
	var b bytes.Buffer
	if _, err := app.Backup(context.Background(), w.config(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
