package app_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/privacy"
	"hotro/internal/store/redis/redistest"
)

// TestCommandsOnPeople: whoever is asked for is found, exported and forgotten,
// on both stores, while the program runs and when it does not; nobody else is.
func TestCommandsOnPeople(t *testing.T) {
	for _, kind := range []string{"embedded", "Redis"} {
		for _, runs := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s %v", kind, runs), func(t *testing.T) {
				env := map[string]string{"TELEGRAM_STAFF_CHAT": fmt.Sprint(staffGroup)}
				kept := fileOf
				if kind == "Redis" {
					r := redistest.Start(t)
					env["REDIS_URL"] = r.URL()
					kept = func(w *world) string { return everythingIn(w, r.Addr) }
				}
				w := newWorld(t, env)
				forum := w.tg.Forum(staffGroup)
				lan, hoa := w.person(lanID, lanName), w.person(500, "Nguyễn Hoa")
				lan.Pictures([]byte(jpegOf(t, 160)))
				lan.Says(lanWords + ", số em " + lanPhone)
				lan.hears()
				lan.Says("gặp nhân viên")
				lan.hears("#1")
				w.shows(w.topic(forum, 1), lanName)
				if !w.until(func() bool { return strings.Contains(kept(w), ".portrait/") }) {
					t.Fatal("no picture of hers was kept")
				}
				hoa.Says("gặp nhân viên")
				hoa.hears("#2")
				w.shows(w.topic(forum, 2), "Nguyễn Hoa")
				if !runs {
					w.stop()
				}
				peopleStory(w)
				if !forum.Topic(1).Deleted || forum.Topic(2).Deleted {
					t.Error("want Lan's topic deleted and Hoa's left")
				}
				w.stop()
				for _, trace := range []string{lanName, lanPhone, lanWords} {
					if strings.Contains(kept(w), trace) {
						t.Errorf("%q is still there", trace)
					}
				}
				if strings.Contains(kept(w), ".portrait/") {
					t.Error("her picture is still there")
				}
				if all := kept(w); !strings.Contains(all, "Nguyễn Hoa") || !strings.Contains(all, `"by":"command"`) {
					t.Error("another's data is gone, or no log of the deletion is there")
				}
			})
		}
	}
}

// peopleStory asks for Lan in every way, exports and forgets her.
func peopleStory(w *world) {
	t := w.t
	t.Helper()
	err := app.WithPeople(t.Context(), w.config(), slog.New(slog.DiscardHandler), func(p app.People) error {
		conv := ""
		for _, who := range []string{fmt.Sprintf("telegram:%d", lanID), "#1", "1"} {
			found, err := p.Find(t.Context(), who)
			if err != nil || len(found) != 1 || found[0].Name != lanName || found[0].Maybe || !slices.Equal(found[0].Tickets, []int64{1}) {
				t.Fatalf("find %s: got %+v, %v", who, found, err)
			}
			conv = found[0].Conv
		}
		if found, err := p.Find(t.Context(), "+84 987-654 321"); err != nil || len(found) != 1 || !found[0].Maybe {
			t.Errorf("find by a number that she wrote: got %+v, %v; want her, perhaps", found, err)
		}
		if _, err := p.Find(t.Context(), "telegram:999"); !errors.Is(err, privacy.ErrNobody) {
			t.Errorf("find nobody: got %v", err)
		}
		x, err := p.Preview(t.Context(), conv)
		if err != nil || x.Lines < 4 || x.Conv != conv {
			t.Errorf("preview: got %+v, %v", x, err)
		}
		var z bytes.Buffer
		if err := p.Export(t.Context(), conv, &z); err != nil {
			t.Fatal(err)
		}
		files := unzipped(t, z.Bytes())
		if !strings.HasPrefix(files["picture.jpg"], "\xff\xd8\xff") {
			t.Error("export: her picture is missing")
		}
		if all := files["data.json"]; !strings.Contains(all, lanWords) || !strings.Contains(all, lanName) || strings.Contains(all, "Nguyễn Hoa") {
			t.Errorf("export: got %s", all)
		}
		done, err := p.Forget(t.Context(), conv, chat.Erasure{At: time.Now(), By: chat.ErasedByCommand})
		if err != nil || done.Lines != x.Lines || done.Tickets != 1 || done.Topics != 1 {
			t.Errorf("forget: got %+v, %v; want %d lines, a ticket and its topic", done, err, x.Lines)
		}
		if _, err := p.Preview(t.Context(), conv); !errors.Is(err, privacy.ErrNobody) {
			t.Errorf("afterwards: got %v, want nobody", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unzipped are the files of an archive.
func unzipped(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		_ = rc.Close()
		all[f.Name] = string(text)
	}
	return all
}
