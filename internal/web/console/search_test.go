package console_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

var rowForm = regexp.MustCompile(`data-number="(\d+)"`)

// listed are the numbers of the tickets on a page.
func listed(page string) (out []string) {
	for _, m := range rowForm.FindAllStringSubmatch(page, -1) {
		out = append(out, m[1])
	}
	return out
}

func TestSearchPageNarrowsDown(t *testing.T) {
	w := webtest.New(t)
	add(w, "Hạnh", 5*time.Minute)
	add(w, "Khánh", 5*time.Minute)
	conv, _ := w.Add(webtest.Case{Channel: "zalo", Name: "Lê Thị Hạnh", Said: []string{"alo"}, Handoff: desk.Details{Title: "alo"}, Ago: time.Minute})
	lan := w.Staff("Lan")
	if err := w.Desk.Claim(t.Context(), conv, desk.Staff{ID: "telegram:42", Name: "Minh"}, ""); err != nil {
		t.Fatal(err)
	}
	w.Feed.Touch(conv)
	today := time.Now()
	for query, want := range map[string][]string{
		"":                            {},
		"q=Hạnh":                      {"1", "3"},
		"q=Hạnh&channel=zalo":         {"3"},
		"state=claimed":               {"3"},
		"agent=telegram%3A42":         {"3"},
		"topic=FROM_NUMBER_NOT_FOUND": {"1", "2"},
		"q=" + url.QueryEscape("#2"):  {"2"},
		"to=2001-01-01":               {},
		"from=" + day(today, -1) + "&to=" + day(today, 1): {"1", "2", "3"},
	} {
		a := lan.Get("/desk/search?" + query)
		got := listed(a.Body)
		slices.Sort(got)
		if strings.HasPrefix(query, "q=Hạnh") { // here the order counts
			got = listed(a.Body)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("search?%s: got %v, want %v", query, got, want)
		}
		for _, offer := range []string{`<option value="zalo"`, `<option value="FROM_NUMBER_NOT_FOUND"`, `<option value="telegram:42"`} {
			if !strings.Contains(a.Body, offer) {
				t.Errorf("search?%s does not offer %s", query, offer)
			}
		}
	}
	if page := lan.Get("/desk/search?channel=zalo").Body; !strings.Contains(page, `<option value="zalo" selected>Zalo OA`) || !strings.Contains(page, "1 phiếu theo bộ lọc") {
		t.Error("the page does not show by what it is narrowed down")
	}
}

// day is a day some days away, as a form writes it.
func day(t time.Time, days int) string { return t.AddDate(0, 0, days).Format(time.DateOnly) }

// TestSearchShowsTheHit: the line or the value that was found stands in the row,
// with the words marked; a number that was asked for is shown, others are not.
func TestSearchShowsTheHit(t *testing.T) {
	w := webtest.New(t)
	say := func(name string, said ...string) {
		h := webtest.Handoff()
		h.Facts["phone"] = "0987 654 321"
		if name != "Hạnh" {
			h = desk.Details{Title: "em bị lỗi gọi"}
		}
		w.Add(webtest.Case{Channel: "telegram", Name: name, Said: said, Handoff: h, Ago: time.Minute})
	}
	say("Hạnh", "alo")
	say("Bảo", "chào em", "số hotline của chị là 0287 101 2345 <b>, gọi cho khách 0912345678 không được")
	lan := w.Staff("Lan")
	for query, want := range map[string]string{
		"hotline":         "số <mark>hotline</mark> của chị là",
		"khong duoc":      "<mark>không</mark> <mark>được</mark>",
		"0987654321":      "<mark>0987 654 321</mark>",
		"84987654321":     "<mark>0987 654 321</mark>",
		"+84 987.654.321": "<mark>0987 654 321</mark>",
		"0912 345 678":    "gọi cho khách <mark>0912345678</mark>",
		"02871012345":     "<mark>0287 101 2345</mark> &lt;b&gt;",
		"7EOLB370OL":      "<mark>7EOLB370OL</mark>",
		"hanh":            `row-who"><mark>Hạnh</mark>`,
		"from number":     "<mark>FROM</mark>_<mark>NUMBER</mark>",
	} {
		page := lan.Get("/desk/search?q=" + url.QueryEscape(query)).Body
		has(t, "search for "+query, page, want)
	}
	lacks(t, "a search for a word", lan.Get("/desk/search?q=hotline").Body, "0912345678")
}
