package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"time"
)

// errPacked: a stored value that this program did not write.
var errPacked = errors.New("stored value can't be read")

// A packed value is numbers and one text in readable form, then the body as
// it is: "12:3:5:hello<body>". Both stores use it, and Redis scripts can read
// its leading numbers.

func pack(nums []int64, text string, body []byte) []byte {
	b := make([]byte, 0, 20*len(nums)+len(text)+len(body)+8)
	for _, n := range nums {
		b = append(strconv.AppendInt(b, n, 10), ':')
	}
	b = append(strconv.AppendInt(b, int64(len(text)), 10), ':')
	return append(append(b, text...), body...)
}

func unpack(b []byte, nums ...*int64) (text string, body []byte, err error) {
	var size int64
	for _, p := range append(nums, &size) {
		i := 0
		for i < len(b) && b[i] != ':' {
			i++
		}
		if i == len(b) {
			return "", nil, errPacked
		}
		if *p, err = strconv.ParseInt(string(b[:i]), 10, 64); err != nil {
			return "", nil, errPacked
		}
		b = b[i+1:]
	}
	if size < 0 || size > int64(len(b)) {
		return "", nil, errPacked
	}
	return string(b[:size]), Bytes(b[size:]), nil
}

// Bytes copies b; an empty one becomes nil, so that both stores answer alike.
func Bytes[T ~[]byte | ~string](b T) []byte {
	if len(b) == 0 {
		return nil
	}
	return []byte(string(b))
}

// Pack writes the item as one value.
func (it Item) Pack() []byte { return pack([]int64{Millis(it.At)}, it.ID, it.Body) }

// UnpackItem reads what Item.Pack wrote.
func UnpackItem(b []byte) (it Item, err error) {
	var at int64
	it.ID, it.Body, err = unpack(b, &at)
	it.At = Moment(at)
	return it, err
}

// Pack writes the reply as one value: line, fence, body.
func (o Out) Pack() []byte { return pack([]int64{o.Seq, o.Fence}, "", o.Body) }

// UnpackOut reads what Out.Pack wrote.
func UnpackOut(b []byte) (o Out, err error) {
	_, o.Body, err = unpack(b, &o.Seq, &o.Fence)
	return o, err
}

// Pack writes the ticket as one value: number, open, order, conversation, body.
func (r Row) Pack() []byte {
	open := int64(0)
	if r.Open {
		open = 1
	}
	return pack([]int64{r.Number, open, Millis(r.At)}, r.Conv, r.Body)
}

// UnpackRow reads what Row.Pack wrote.
func UnpackRow(b []byte) (r Row, err error) {
	var open, at int64
	r.Conv, r.Body, err = unpack(b, &r.Number, &open, &at)
	r.Open, r.At = open == 1, Moment(at)
	return r, err
}

// Pack writes the file as one value that is held until a moment.
func (b Blob) Pack(until int64) []byte {
	return pack([]int64{until, int64(len(b.Name))}, b.Name+b.MIME, b.Data)
}

// UnpackBlob reads what Blob.Pack wrote.
func UnpackBlob(v []byte) (b Blob, until int64, err error) {
	var n int64
	text, data, err := unpack(v, &until, &n)
	if err == nil && (n < 0 || n > int64(len(text))) {
		err = errPacked
	}
	if err != nil {
		return Blob{}, 0, err
	}
	return Blob{Name: text[:n], MIME: text[n:], Data: data}, until, nil
}

// ID names the blob by its contents and its owner, so that storing it twice
// keeps it once.
func (b Blob) ID() string {
	h := sha256.New()
	parts := [][]byte{[]byte(b.Name), []byte(b.MIME), b.Data}
	if b.Owner != "" {
		parts = append(parts, []byte(b.Owner))
	}
	for _, part := range parts {
		_, _ = h.Write(strconv.AppendInt(nil, int64(len(part)), 10))
		_, _ = h.Write([]byte{':'})
		_, _ = h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// PrintSize is the length of a Print.
const PrintSize = 8

// Print returns the fingerprint under which an id stands in a conversation's
// ring: short, because every conversation keeps Ring of them.
func Print(id string) []byte {
	h := sha256.Sum256([]byte(id))
	return h[:PrintSize]
}

// Until returns the moment a thing set at now for ttl ends as stored; 0 when
// ttl is 0 and it never does.
func Until(now time.Time, ttl time.Duration) int64 {
	if ttl <= 0 {
		return 0
	}
	return MillisUp(now.Add(ttl))
}
