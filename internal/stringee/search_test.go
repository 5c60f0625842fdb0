package stringee_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotro/internal/stringee"
	"hotro/internal/stringee/stringeetest"
)

func TestSearchFindsTheCallByNumbersAndTime(t *testing.T) {
	s := stringeetest.New(t)
	near, in, far, other := aCall(), aCall(), aCall(), aCall()
	near.ID, near.Start = "call-vn-1-AAAAAAAAAA-1751008322600", ten.Add(-5*time.Minute)
	in.ID, in.Direction, in.Start = "call-vn-1-BBBBBBBBBB-1751008322600", "in", ten.Add(30*time.Minute)
	far.ID, far.Start = "call-vn-1-CCCCCCCCCC-1751008322600", ten.Add(3*time.Hour)
	other.ID, other.Customer = "call-vn-1-DDDDDDDDDD-1751008322600", "84900000000"
	s.Add(far, in, other, near)
	for name, cfg := range map[string]stringee.Config{"StringeeX": xConfig(s), "call log": keyConfig(s)} {
		for _, tc := range []struct {
			name, hotline, customer string
			want                    []string
		}{
			{"both numbers", "024 7303 0658", "0976 415 857", []string{near.ID, in.ID}},
			{"customer alone", "", "+84 976-415-857", []string{near.ID, in.ID}},
			{"hotline alone", "+842473030658", "", []string{other.ID, near.ID, in.ID}},
			{"nobody", "", "0911111111", nil},
		} {
			t.Run(name+"/"+tc.name, func(t *testing.T) {
				found, err := stringee.New(cfg, stringee.Options{}).Search(t.Context(), tc.hotline, tc.customer, ten)
				if (err != nil) != (tc.want == nil) || (err != nil && !errors.Is(err, stringee.ErrNotFound)) {
					t.Fatalf("got error %v", err)
				}
				var got []string
				for _, c := range found {
					got = append(got, c.ID)
				}
				if d := cmp.Diff(tc.want, got); d != "" {
					t.Errorf("calls, nearest first (-want +got):\n%s", d)
				}
			})
		}
	}
}

func TestSearchNeedsANumberAndATime(t *testing.T) {
	c := stringee.New(keyConfig(stringeetest.New(t)), stringee.Options{})
	if _, err := c.Search(t.Context(), "không nhớ", "", ten); !errors.Is(err, stringee.ErrRefused) {
		t.Errorf("no number: got %v, want ErrRefused", err)
	}
	if _, err := c.Search(t.Context(), "19001234", "", time.Time{}); !errors.Is(err, stringee.ErrRefused) {
		t.Errorf("no time: got %v, want ErrRefused", err)
	}
}

func TestNumberIsWrittenAsStringeeDoes(t *testing.T) {
	for in, want := range map[string]string{
		"0976 415 857": "84976415857", "+84 976.415.857": "84976415857", "0084976415857": "84976415857", "84976415857": "84976415857",
		"+84 (0)976415857": "84976415857", "024-7303-0658": "842473030658", "1900 1234": "19001234", "1800599920": "1800599920", "agent_2": "2", "": "",
	} {
		if got := stringee.Number(in); got != want {
			t.Errorf("Number(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestFactsAreReadyForTheCard(t *testing.T) {
	hanoi := time.FixedZone("", 7*3600)
	got := stringee.CallInfo{ID: callID, From: "842473030658", Start: ten, Answer: ten.Add(9 * time.Second), End: ten.Add(69 * time.Second)}.Facts(hanoi)
	want := map[string]string{
		"id": callID, "from": "842473030658", "start": "10:00:00 02/03/2026", "answer": "10:00:09 02/03/2026", "end": "10:01:09 02/03/2026", "talk": "1m0s",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("facts (-want +got):\n%s", d)
	}
}
