// Package store holds the words the two stores share (redis and bolt): what a
// turn takes, what it commits, what waits to be sent. It has no storage of
// its own and defines no big interface: callers declare the one to three
// methods they use, and storetest proves that both stores keep the same
// promises.
//
// The model is a keyed queue used twice: an inbox of things that arrived per
// conversation, and two outbox lanes per conversation, "user" (replies, sent
// in order) and "desk" (a mark that staff's view is out of date). A worker
// leases a whole conversation, thinks outside the store, and commits in one
// atomic step that is refused when its lease or the version is no longer the
// present one. Time is always an argument. Every operation is idempotent
// under being sent twice.
//
// Bodies are opaque here: JSON of package chat, written by bot and desk.
package store

import (
	"errors"
	"hash/fnv"
	"strings"
	"time"
)

// Parts is the number of partitions; a conversation's partition never changes.
const Parts = 64

// Part returns the partition of a conversation.
func Part(conv string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(conv))
	return int(h.Sum32() % Parts)
}

// Errors that callers tell apart with errors.Is.
var (
	// ErrFenced: the lease was lost, or somebody else changed the
	// conversation meanwhile. Nothing was written. Take it again.
	ErrFenced = errors.New("lease or version no longer held")
	// ErrDone: this very change was written before (a retry after a lost
	// answer, or an Apply whose id is known). Nothing more to do.
	ErrDone = errors.New("already done")
	// ErrNotFound: no such conversation, ticket, key, blob or dead letter.
	ErrNotFound = errors.New("not found")
	// ErrStale: Swap found another version than the expected one.
	ErrStale = errors.New("version changed")
	// ErrFull: the inbox of this conversation holds MaxInbox items.
	ErrFull = errors.New("inbox full")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("store closed")
)

// Limits both stores keep.
const (
	MaxInbox = 100  // items waiting in one conversation
	Ring     = 512  // ids remembered per conversation for deduplication: more than a busy chat makes, echoes included, while a platform repeats
	MaxLines = 2000 // lines kept per transcript; older ones are dropped
	MaxDead  = 200  // dead letters kept per partition; older ones are dropped
)

// Listed reports whether Keys lists a key. Those that begin with a dot are not:
// they may be many, and nobody asks for them but by name.
func Listed(key string) bool { return !strings.HasPrefix(key, ".") }

// Item is one stored arrival.
type Item struct {
	ID   string
	Body []byte
	At   time.Time // when Put accepted it
}

// Snapshot is a conversation as read.
type Snapshot struct {
	Conv    string
	State   []byte // nil for a conversation never committed
	Version int64  // 0 for one never committed; grows by one with every change
	Epoch   int64
	Lines   int64 // sequence number of the last line; the next one is Lines+1
}

// Lease is a conversation taken for a turn. From the try Isolate on it holds
// the first item alone, without the timer, so that the one that fails is
// found and can be buried.
type Lease struct {
	Snapshot
	Token int64  // fence
	Items []Item // waiting arrivals in order; may be empty when only a timer is due
	Due   bool   // the conversation's timer (Change.Wake) is due
	Tries int    // how many times these items were taken without a commit, this one included
	Until time.Time
}

// Leased is the lease of a conversation with nothing in it but an arrival that
// was put with it; the store adds what it holds.
func Leased(conv string, it Item, lease time.Duration) *Lease {
	it.At, it.Body = Moment(Millis(it.At)), Bytes(it.Body)
	return &Lease{Snapshot: Snapshot{Conv: conv}, Items: []Item{it}, Tries: 1, Until: Moment(MillisUp(it.At.Add(lease)))}
}

// Change is all that one step writes: whole, or not at all.
type Change struct {
	State []byte    // the conversation's new state (chat.Conversation)
	Epoch int64     // stored; queued replies with Fence below it are dropped by Next
	Wake  time.Time // when Take shall lease the conversation although nothing arrived; zero: never
	Lines []Entry   // appended; the first must have Seq == Snapshot.Lines+1
	Edits []Entry   // replace lines that still exist (a nil Delivery keeps theirs); others are ignored
	Out   []Out     // appended to the user lane
	Desk  bool      // mark the desk lane out of date
	After time.Time // with Desk: not before this time (zero: at once); an earlier mark stands
	Row   *Row      // ticket index entry
	Refs  []Ref     // platform message ids of lines

	// Hand has Commit lease the user lane for so long in the same step, for
	// whoever commits, when nothing is under way in it and nothing else waits:
	// Committed.Job. Zero: not. Apply does not heed it.
	Hand time.Duration
}

// Hands reports whether these replies could be handed to whoever commits them:
// there are some, as many as one job holds, and none is overtaken already.
func (ch Change) Hands() bool {
	for _, o := range ch.Out {
		if o.Fence > 0 && o.Fence < ch.Epoch {
			return false
		}
	}
	return ch.Hand > 0 && len(ch.Out) > 0 && len(ch.Out) <= Window
}

// Committed tells what a commit has made due.
type Committed struct {
	More bool // further work of the conversation
	Job  *Job // the user lane, leased in the same step; nil: it was not
}

// Handed is the user lane that a commit leased under its own token.
func Handed(l Lease, now time.Time, ch Change, progress []byte) *Job {
	j := &Job{
		Conv: l.Conv, Lane: LaneUser, Token: l.Token, Tries: 1, Progress: progress, Epoch: ch.Epoch,
		Taken: Moment(Millis(now)), Until: Moment(MillisUp(now.Add(ch.Hand))),
	}
	for _, o := range ch.Out {
		j.Outs = append(j.Outs, Out{Seq: o.Seq, Body: Bytes(o.Body), Fence: o.Fence})
	}
	return j
}

// Entry is one line of the transcript as it is stored. Body is a chat.Line,
// Delivery a chat.Delivery (nil for lines that are not sent).
type Entry struct {
	Seq      int64
	Body     []byte
	Delivery []byte
}

// Out is one reply waiting in the user lane.
type Out struct {
	Seq   int64  // its line
	Body  []byte // chat.Outgoing
	Fence int64  // hand-off epoch it was said under; 0: sent whoever holds the conversation
}

// Ref maps a platform's message id to a line, so that edits, quotes and
// replies find it. Scope keeps apart the user's chat ("user") and the staff
// topic ("desk").
type Ref struct {
	Scope string
	ID    string
	Seq   int64
}

// Row is a ticket as the queue lists it. Body is a chat.Ticket.
type Row struct {
	Number int64
	Conv   string
	Open   bool
	At     time.Time // order within its list: opened or ended
	Body   []byte
}

// Lanes of a conversation.
const (
	LaneUser = "user"
	LaneDesk = "desk"
)

// Job is one lane taken for sending. For LaneUser, Outs are the waiting
// replies in order (at most 16), already rid of those whose Fence is below
// the conversation's epoch at this moment. For LaneDesk, Outs is empty.
type Job struct {
	Conv     string
	Lane     string
	Token    int64
	Tries    int // how many times the head was taken without being settled as sent, this one included
	Outs     []Out
	Progress []byte // what the last Settle left: parts already sent; a staff topic's projection
	Epoch    int64
	Taken    time.Time // when it was asked for: Epoch is no older
	Until    time.Time
}

// Settlement tells what became of a Job. One Settlement does one of: settle the
// first Sent replies; put the lane off until Again; give up the head.
// Progress, Marks and Refs are written in every case.
type Settlement struct {
	Sent     int       // replies from the head that are finished; for LaneDesk, 1: in step
	Again    time.Time // when the lane may be taken next (zero: at once when anything waits)
	Count    bool      // this was a failed try of the head: Tries grows; else waiting costs no try
	Dead     string    // non-empty: bury the head as a dead letter with this reason
	Desk     bool      // staff's view is out of date (a failure to show)
	Progress []byte    // nil keeps it (unless its reply leaves the user lane), empty non-nil clears it
	Marks    []Entry   // only Seq and Delivery are read
	Refs     []Ref
}

// Queues of dead letters besides the lanes.
const (
	Inbox = "inbox" // an arrival
	Timer = "timer" // the conversation's timer; no body
)

// Dead is one dead letter.
type Dead struct {
	ID     string // "<partition>-<n>"
	Conv   string
	Queue  string // Inbox, Timer, LaneUser or LaneDesk
	Body   []byte
	Reason string
	At     time.Time
}

// Depth counts what waits, for metrics: conversations with arrivals (or at
// work), lanes with replies, staff's views out of date, dead letters; and the
// open tickets.
type Depth struct {
	Inbox, User, Desk, Dead, Open int64
}

// Blob is a small file held for a while. Owner is whose it is: the same file of
// two owners is kept twice, so that deleting one's leaves the other's. It is
// part of the id and not kept.
type Blob struct {
	Name  string
	MIME  string
	Data  []byte
	Owner string
}
