package bolt

import (
	"bytes"
	"encoding/binary"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// The buckets. A key that belongs to a conversation starts with its length
// and name, so that one conversation's keys stand together.
var (
	bConv   = []byte("conv")   // conversation → conv, JSON
	bState  = []byte("state")  // conversation → Change.State
	bRing   = []byte("ring")   // conversation → fingerprints of ids, oldest first
	bInbox  = []byte("inbox")  // conversation, number → Item
	bOut    = []byte("out")    // conversation, number → Out
	bLeft   = []byte("left")   // conversation, lane → Progress
	bLine   = []byte("line")   // conversation, seq → Line.Body
	bMark   = []byte("mark")   // conversation, seq → Line.Delivery
	bRef    = []byte("ref")    // conversation, scope, id → seq
	bRefSeq = []byte("refseq") // conversation, seq, scope, id → nothing
	bDue    = []byte("due")    // queue, moment, conversation → nothing
	bOld    = []byte("old")    // moment, conversation → nothing: when to forget it
	bFeed   = []byte("feed")   // number → moment, conversation: what changed last
	bRow    = []byte("row")    // ticket number → Row
	bQueue  = []byte("queue")  // open or closed, moment, number → nothing
	bDead   = []byte("dead")   // moment, partition, number → dead letter
	bToken  = []byte("token")  // partition → last token
	bKV     = []byte("kv")     // key → until, version, value
	bCount  = []byte("count")  // key → last number
	bLock   = []byte("lock")   // name → until, owner
	bPace   = []byte("pace")   // key → state of the pace, when it was written
	bSpent  = []byte("spent")  // budget, whose → until, used
	bBlob   = []byte("blob")   // id → Blob
)

func buckets() [][]byte {
	return [][]byte{
		bConv, bState, bRing, bInbox, bOut, bLeft, bLine, bMark, bRef, bRefSeq, bDue, bOld, bFeed,
		bRow, bQueue, bDead, bToken, bKV, bCount, bLock, bPace, bSpent, bBlob,
	}
}

// num is a number as a key: eight bytes that sort as the number does.
func num(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)^1<<63) }

func unnum(b []byte) int64 {
	if len(b) < 8 {
		return 0
	}
	return int64(binary.BigEndian.Uint64(b) ^ 1<<63)
}

// sized is a text as a part of a key that no other text is a prefix of.
func sized(s string) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(s))), s...)
}

// unsized reads the text that begins b, and what follows.
func unsized(b []byte) (s, rest string) {
	if len(b) < 4 || uint64(len(b)) < 4+uint64(binary.BigEndian.Uint32(b)) {
		return "", string(b)
	}
	n := 4 + binary.BigEndian.Uint32(b)
	return string(b[4:n]), string(b[n:])
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// scan calls f for the keys of a bucket that start with prefix, from the
// given rest on, in order, until f returns false.
func scan(b *bbolt.Bucket, prefix, from []byte, f func(rest, v []byte) bool) {
	c := b.Cursor()
	for k, v := c.Seek(join(prefix, from)); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if !f(k[len(prefix):], v) {
			return
		}
	}
}

func countPrefix(b *bbolt.Bucket, prefix []byte) (n int64) {
	scan(b, prefix, nil, func(_, _ []byte) bool { n++; return true })
	return n
}

// dropPrefix deletes the keys of a bucket that start with prefix and whose
// rest is below the limit (nil: all).
func dropPrefix(b *bbolt.Bucket, prefix, limit []byte) error {
	var keys [][]byte
	scan(b, prefix, nil, func(rest, _ []byte) bool {
		if limit != nil && bytes.Compare(rest, limit) >= 0 {
			return false
		}
		keys = append(keys, join(prefix, rest))
		return true
	})
	for _, k := range keys {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// token draws the next number of the name's partition: never the same twice,
// whatever is deleted meanwhile.
func token(tx *bbolt.Tx, name string) (int64, error) {
	b, k := tx.Bucket(bToken), []byte{byte(store.Part(name))}
	n := unnum(b.Get(k)) + 1
	return n, b.Put(k, num(n))
}
