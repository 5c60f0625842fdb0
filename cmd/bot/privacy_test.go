package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/privacy"
)

// people are those about whom something is kept.
type people struct {
	found  []privacy.Person
	err    error
	forgot []chat.Erasure
}

func (p *people) Find(context.Context, string) ([]privacy.Person, error) { return p.found, p.err }
func (p *people) Preview(_ context.Context, conv string) (privacy.Extent, error) {
	return privacy.Extent{Person: p.found[0], Lines: 7, Files: 2}, nil
}

func (p *people) Export(_ context.Context, _ string, to io.Writer) error {
	_, err := io.WriteString(to, "zip")
	return errors.Join(err, p.err)
}

func (p *people) Forget(_ context.Context, _ string, e chat.Erasure) (privacy.Entry, error) {
	p.forgot = append(p.forgot, e)
	return privacy.Entry{Lines: 7, Files: 2, Tickets: 1, Topics: 1, TopicsLeft: 1}, nil
}

func lan() privacy.Person {
	return privacy.Person{Conv: "telegram:7:1", Name: "Lan", Tickets: []int64{3}, Last: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
}

// TestDeleteAsksFirst: what would go is shown, and goes only after a yes.
func TestDeleteAsksFirst(t *testing.T) {
	for said, want := range map[string]int{"yes\n": 1, "YES": 1, "no\n": 0, "": 0, "y\n": 0} {
		p, out := &people{found: []privacy.Person{lan()}}, &bytes.Buffer{}
		err := deletePerson(t.Context(), env{in: strings.NewReader(said), out: out}, p, "#3", false)
		if len(p.forgot) != want || (err == nil) != (want == 1) {
			t.Errorf("%q: forgot %d, %v", said, len(p.forgot), err)
		}
		if !strings.Contains(out.String(), "telegram:7:1, Lan, #3, last wrote 2026-03-02\n7 lines, 2 files, 1 tickets") {
			t.Errorf("%q: got %s", said, out)
		}
		if want == 1 && (!strings.Contains(out.String(), "deleted: 7 lines, 2 files, 1 tickets, 1 topics") || !strings.Contains(out.String(), "left: 1 topics")) {
			t.Errorf("%q: got %s, want what was removed", said, out)
		}
	}
	p, out := &people{found: []privacy.Person{lan()}}, &bytes.Buffer{}
	if err := deletePerson(t.Context(), env{out: out}, p, "#3", true); err != nil || len(p.forgot) != 1 || p.forgot[0].By != chat.ErasedByCommand {
		t.Errorf("--yes: got %+v, %v", p.forgot, err)
	}
}

// TestNobodyIsTakenForAnother: of several, and of one that is not sure, none is
// touched, and all are named.
func TestNobodyIsTakenForAnother(t *testing.T) {
	two := lan()
	two.Conv, two.Maybe = "web::2", true
	for _, found := range [][]privacy.Person{{lan(), two}, {two}} {
		p := &people{found: found}
		err := deletePerson(t.Context(), env{out: io.Discard}, p, "0987654321", true)
		if err == nil || len(p.forgot) > 0 || !strings.Contains(err.Error(), "web::2, Lan, #3, last wrote 2026-03-02; they wrote the number, which may be somebody else's") {
			t.Errorf("%d found: got %v", len(found), err)
		}
	}
}

func TestExportLeavesNoHalfFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lan.zip")
	p := &people{found: []privacy.Person{lan()}}
	if err := exportPerson(t.Context(), env{out: io.Discard}, p, "#3", name); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(name); string(b) != "zip" {
		t.Errorf("got %q", b)
	}
	if err := exportPerson(t.Context(), env{out: io.Discard}, p, "#3", name); err == nil {
		t.Error("a file that is there was written over")
	}
	broken := &broken{people{found: p.found}}
	if err := exportPerson(t.Context(), env{out: io.Discard}, broken, "#3", name+"2"); err == nil {
		t.Error("a broken export was not told")
	}
	if _, err := os.Stat(name + "2"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the half of an export was left: %v", err)
	}
}

// broken are people whose export breaks off.
type broken struct{ people }

func (broken) Export(_ context.Context, _ string, to io.Writer) error {
	_, err := io.WriteString(to, "zi")
	return errors.Join(err, io.ErrUnexpectedEOF)
}

func TestPrivacyOfAnEmptyStore(t *testing.T) {
	environ := []string{"DATA_DIR=" + t.TempDir()}
	if _, errs, code := bot(t, "", environ, "privacy", "delete", "#3"); code != 2 || !strings.Contains(errs, "--yes") {
		t.Errorf("where nobody can be asked: exit %d: %s", code, errs)
	}
	for _, args := range [][]string{{"delete", "#3", "--yes"}, {"export", "0987654321"}, {"export", "web:abc"}, {"export", "web::abc"}} {
		if _, errs, code := bot(t, "", environ, append([]string{"privacy"}, args...)...); code != 1 || !strings.Contains(errs, "nothing is kept about "+args[1]) {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
	if _, errs, code := bot(t, "", environ, "privacy", "export", "lan"); code != 1 || !strings.Contains(errs, "names nobody") {
		t.Errorf("no name of anybody: exit %d: %s", code, errs)
	}
}
