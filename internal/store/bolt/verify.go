package bolt

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt trusts its file: a damaged page may make it crash, or write over good
// ones. verify therefore walks the file's pages first, by bbolt's format
// (version 2), without bbolt: every page that is used lies inside the file, is
// of a kind that belongs there, is used once and not listed as free, and its
// keys lie inside it in rising order. What the values hold is not judged.

// Sizes and flags of bbolt's file format.
const (
	pageHeader, elementSize, metaSize = 16, 16, 64

	pageMagic             = 0xED0CDAED
	flagBranch, flagLeaf  = 0x01, 0x02
	flagFreelist          = 0x10
	noFreelist            = ^uint64(0)
	bucketHeader          = 16
	manyFree              = 0xFFFF // the real count follows
	minPage, maxPage      = 512, 1 << 16
	maxPages, maxOverflow = 1 << 40, 1 << 20
)

// meta is what a meta page says about the file.
type meta struct {
	pageSize              int64
	root, freelist, pages uint64
	txid                  uint64
}

// readMeta returns the newest valid meta page; ok is false without any, which
// bbolt reports better.
func readMeta(f io.ReaderAt, osPage int64) (m meta, ok bool) {
	for _, at := range []int64{0, osPage} {
		var b [pageHeader + metaSize]byte
		if _, err := f.ReadAt(b[:], at); err != nil {
			continue
		}
		v, order := b[pageHeader:], binary.NativeEndian
		sum := fnv.New64a()
		_, _ = sum.Write(v[:56])
		txid, size := order.Uint64(v[48:]), int64(order.Uint32(v[8:]))
		if order.Uint32(v) != pageMagic || order.Uint64(v[56:]) != sum.Sum64() || (ok && txid <= m.txid) ||
			size < minPage || size > maxPage || order.Uint64(v[40:]) > maxPages {
			continue
		}
		m = meta{size, order.Uint64(v[16:]), order.Uint64(v[32:]), order.Uint64(v[40:]), txid}
		ok = true
	}
	return m, ok
}

// walk is one verification of a file.
type walk struct {
	meta
	f    io.ReaderAt
	used pages
	each func(pages int) error // called with each page and how many were walked; nil: nothing
	seen int
}

// pages is a set of pages: a bit for each of the file.
type pages []uint64

func newPages(n uint64) pages      { return make(pages, n/64+1) }
func (p pages) has(id uint64) bool { return p[id/64]&(1<<(id%64)) != 0 }
func (p pages) add(ids ...uint64) pages {
	for _, id := range ids {
		p[id/64] |= 1 << (id % 64)
	}
	return p
}

// verify returns errDamaged, with where, for a file that bbolt must not touch. An
// error of each ends it.
func verify(f io.ReaderAt, osPage int64, each func(pages int) error) error {
	m, ok := readMeta(f, osPage)
	if !ok {
		return fmt.Errorf("%w: no valid first page", errDamaged)
	}
	if _, err := f.ReadAt(make([]byte, 1), int64(m.pages)*m.pageSize-1); m.pages < 2 || err != nil {
		return fmt.Errorf("%w: a file without its %d pages", errDamaged, m.pages)
	}
	w := &walk{meta: m, f: f, used: newPages(m.pages).add(0, 1), each: each}
	if err := w.tree(m.root, nil, nil); err != nil {
		return err
	}
	return w.free()
}

func (w *walk) bad(page uint64, what string) error {
	return fmt.Errorf("%w: page %d: %s", errDamaged, page, what)
}

// page reads a page with its overflow and notes that it is used.
func (w *walk) page(id uint64) (flags, count uint16, b []byte, err error) {
	var h [pageHeader]byte
	if id < 2 || id >= w.pages {
		return 0, 0, nil, w.bad(id, "outside the file")
	}
	if _, err := w.f.ReadAt(h[:], int64(id)*w.pageSize); err != nil {
		return 0, 0, nil, w.bad(id, err.Error())
	}
	order := binary.NativeEndian
	over := uint64(order.Uint32(h[12:]))
	if order.Uint64(h[:]) != id || over > maxOverflow || id+over >= w.pages {
		return 0, 0, nil, w.bad(id, "is not the page it should be")
	}
	for i := range over + 1 {
		if w.used.has(id + i) {
			return 0, 0, nil, w.bad(id+i, "used twice")
		}
		w.used.add(id + i)
		if w.seen++; w.each != nil {
			if err := w.each(w.seen); err != nil {
				return 0, 0, nil, err
			}
		}
	}
	b = make([]byte, int64(over+1)*w.pageSize)
	if _, err := w.f.ReadAt(b, int64(id)*w.pageSize); err != nil {
		return 0, 0, nil, w.bad(id, err.Error())
	}
	return order.Uint16(h[8:]), order.Uint16(h[10:]), b, nil
}

// tree walks a page and those below it; its keys must lie from low on and,
// unless high is nil, below high.
func (w *walk) tree(id uint64, low, high []byte) error {
	flags, count, b, err := w.page(id)
	if err != nil {
		return err
	}
	if flags != flagBranch && flags != flagLeaf {
		return w.bad(id, "of an unknown kind")
	}
	return w.elements(id, flags, int(count), b, low, high)
}

func (w *walk) elements(id uint64, flags uint16, count int, b, low, high []byte) error {
	var below []func(next []byte) error
	for i := range count {
		key, value, child, err := w.element(id, flags, i, b)
		if err != nil {
			return err
		}
		if i == 0 && bytes.Compare(key, low) < 0 || i > 0 && bytes.Compare(key, low) <= 0 || high != nil && bytes.Compare(key, high) >= 0 {
			return w.bad(id, "keys out of order")
		}
		low = key
		switch {
		case flags == flagBranch:
			below = append(below, func(next []byte) error { return w.tree(child, key, next) })
		case child == bucketEntry:
			if err := w.bucket(id, value); err != nil {
				return err
			}
		}
		if n := len(below); n > 1 {
			if err := below[n-2](key); err != nil {
				return err
			}
		}
	}
	if len(below) > 0 {
		return below[len(below)-1](high)
	}
	return nil
}

// bucketEntry is what element returns as child for a leaf element that holds
// a bucket.
const bucketEntry = 1

// element reads one element of a branch or leaf page.
func (w *walk) element(id uint64, flags uint16, i int, b []byte) (key, value []byte, child uint64, err error) {
	at, order := pageHeader+i*elementSize, binary.NativeEndian
	if at+elementSize > len(b) {
		return nil, nil, 0, w.bad(id, "more keys than fit")
	}
	e := b[at:]
	var pos, klen, vlen uint64
	if flags == flagBranch {
		pos, klen, child = uint64(order.Uint32(e)), uint64(order.Uint32(e[4:])), order.Uint64(e[8:])
	} else {
		child, pos = uint64(order.Uint32(e)), uint64(order.Uint32(e[4:]))
		klen, vlen = uint64(order.Uint32(e[8:])), uint64(order.Uint32(e[12:]))
	}
	if pos+klen+vlen > uint64(len(e)) {
		return nil, nil, 0, w.bad(id, "a key outside its page")
	}
	return e[pos : pos+klen], e[pos+klen : pos+klen+vlen], child, nil
}

// bucket walks a bucket: a tree of its own, or a page inside the value.
func (w *walk) bucket(id uint64, v []byte) error {
	if len(v) < bucketHeader {
		return w.bad(id, "a bucket cut short")
	}
	if root := binary.NativeEndian.Uint64(v); root != 0 {
		return w.tree(root, nil, nil)
	}
	v = v[bucketHeader:]
	if len(v) < pageHeader || binary.NativeEndian.Uint16(v[8:]) != flagLeaf {
		return w.bad(id, "a small bucket cut short")
	}
	return w.elements(id, flagLeaf, int(binary.NativeEndian.Uint16(v[10:])), v, nil, nil)
}

// free checks that the list of free pages names none that is used.
func (w *walk) free() error {
	if w.freelist == noFreelist {
		return nil
	}
	ids, err := w.freePages()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if w.used.has(id) {
			return w.bad(w.freelist, fmt.Sprintf("page %d is listed as free", id))
		}
		w.used.add(id)
	}
	return nil
}
