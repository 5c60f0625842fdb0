package intent

import (
	"fmt"
	"sync"
	"testing"

	"hotro/internal/kb"
	"hotro/knowledge"
	"hotro/prompts"
)

// The shipped guide, its matcher and the matcher of the bare codes are built
// once for all tests: they are immutable.
var (
	shippedKB = sync.OnceValues(func() (*kb.Guide, error) {
		g, _, err := kb.Compile(knowledge.FS)
		return g, err
	})
	shipped = sync.OnceValues(func() (*Matcher, error) {
		g, err := shippedKB()
		if err != nil {
			return nil, err
		}
		w, err := LoadWords(prompts.FS)
		if err != nil {
			return nil, err
		}
		return New(g, w)
	})
	bareCodes = sync.OnceValues(func() (*Matcher, error) {
		w, err := LoadWords(prompts.FS)
		if err != nil {
			return nil, err
		}
		return New(codeGuide(), w)
	})
)

func shippedMatcher(t testing.TB) *Matcher { return must[*Matcher](t)(shipped()) }

func codeMatcher(t testing.TB) *Matcher { return must[*Matcher](t)(bareCodes()) }

func shippedGuide(t testing.TB) *kb.Guide { return must[*kb.Guide](t)(shippedKB()) }

func shippedWords(t testing.TB) *Words { return must[*Words](t)(LoadWords(prompts.FS)) }

// must fails the test on an error and passes the value on.
func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newMatcher(t testing.TB, g *kb.Guide) *Matcher {
	t.Helper()
	m, err := New(g, shippedWords(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// said is a decision in short: the topic, or the intent with its candidates.
func said(r Result) string {
	if r.Intent == KindTopic {
		return r.Topic
	}
	if r.Intent != KindAsk {
		return string(r.Intent)
	}
	out := "ask"
	for _, c := range r.Candidates {
		out += " " + c.Topic
	}
	return out
}

// bigGuide is a guide of n topics about made-up programs.
func bigGuide(n int) *kb.Guide {
	parts := []string{"may in", "hoa don", "kho hang", "bang luong", "cham cong", "hop dong", "khach le", "bao hanh", "van chuyen", "to khai", "phong ban", "tai san"}
	faults := []string{"khong luu duoc", "bao sai so lieu", "mat du lieu", "treo man hinh", "khong in ra", "tinh sai", "khong dong bo", "bi trung lap", "cham qua", "khong mo duoc"}
	places := []string{"tren web", "o chi nhanh", "khi xuat file", "tren dien thoai", "sau khi nang cap", "luc cuoi thang", "voi ban dung thu", "khi nhap tay", "o kho phu"}
	g := &kb.Guide{Outside: []string{"thời tiết hôm nay", "mua máy tính mới", "xin nghỉ phép"}}
	for i := range n {
		a, f, p := parts[i%12], faults[i/12%10], places[i/120%9]
		code := fmt.Sprintf("MODULE%d_STATE_FAULT_%d", i, i%7)
		g.Topics = append(g.Topics, kb.Topic{
			ID: code, Title: a + " " + f + " " + p, Codes: []string{code},
			Phrases: []string{
				fmt.Sprintf("%s %s %s", a, f, p), fmt.Sprintf("sao %s cua em %s vay, %s", a, f, p),
				fmt.Sprintf("%s thi %s bi %s", p, a, f), fmt.Sprintf("loi %s %s %s", f, a, p),
			},
			Units: []string{fmt.Sprintf("Neu %s %s, vao muc %d va cap nhat lai", a, f, i)},
		})
	}
	return g
}
