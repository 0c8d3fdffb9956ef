package papers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// An Upload is a file as it comes in.
type Upload struct {
	Name         string
	Confidential bool
	// Supersedes is the current attachment this is a newer version of; it gets
	// the subject of that one.
	Supersedes AttachmentID
	Body       io.Reader
}

// strayFor is how long an attachment waits to be linked before it is dropped.
const strayFor = 24 * time.Hour

// Add takes a file in: its bytes are durable, then its row and event are
// written. It belongs to nothing until a room links it, except when it
// supersedes another. A refusal (too large, a type that is not taken) is on
// record too.
func (s *Service) Add(ctx context.Context, actor audit.Actor, up Upload) (Attachment, error) {
	a, err := s.add(ctx, actor, up)
	if err == nil {
		return a, nil
	}
	if known, ok := errors.AsType[*shiheng.Error](err); ok && errors.Is(err, shiheng.ErrInvalid) {
		e := audit.New(s.now(), actor, audit.AttachmentAdd, audit.Object{Kind: "attachment"}).
			With("name", up.Name).Refuse(known.Article, known.Code)
		err = errors.Join(err, s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(e) }))
	}
	return Attachment{}, fmt.Errorf("add attachment: %w", err)
}

func (s *Service) add(ctx context.Context, actor audit.Actor, up Upload) (Attachment, error) {
	name, err := fileName(up.Name)
	if err != nil {
		return Attachment{}, err
	}
	s.gone.RLock()
	defer s.gone.RUnlock()
	var media MediaType
	digest, size, err := s.cfg.Blobs.Keep(ctx, up.Body, MaxAttachment, func(b io.ReaderAt, size int64) (err error) {
		media, err = Sniff(name, b, size)
		return err
	})
	if err != nil {
		return Attachment{}, err
	}
	now := s.now()
	a := Attachment{
		ID: shiheng.NewID[AttachmentID](now), SHA256: digest, Name: name, Type: media, Size: size, AddedBy: actor.Account,
		Adder: actor.Called(), AddedAt: now, Confidential: up.Confidential, Supersedes: up.Supersedes,
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if !a.Supersedes.IsZero() {
			old, err := tx.Attachment(a.Supersedes)
			switch {
			case err != nil:
				return err
			case !old.Linked():
				return shiheng.Invalid("attachment.supersedes")
			}
			if err := s.Bound(old); err != nil {
				return err
			}
			a.Subject, a.Confidential = old.Subject, a.Confidential || old.Confidential
		}
		if err := tx.InsertAttachment(a); err != nil {
			return err
		}
		e := audit.New(now, actor, audit.AttachmentAdd, audit.On("attachment", a.ID)).With("name", a.Name).
			With("type", string(a.Type)).With("size", fmt.Sprint(a.Size)).With("sha256", a.SHA256.String())
		if !a.Supersedes.IsZero() {
			if err := tx.ReplaceAttachment(a.Supersedes, a.ID); err != nil {
				return err
			}
			e = e.With("supersedes", a.Supersedes.String())
		}
		return tx.Append(e)
	})
	return a, err
}

// Link gives attachments their subject, in the transaction of the room the
// subject belongs to. Each must be one the actor added and nobody linked yet;
// one that already belongs to this subject is left as it is.
func (s *Service) Link(tx Tx, actor audit.Actor, subject audit.Object, ids ...AttachmentID) error {
	if len(ids) == 0 {
		return nil
	}
	if subject.Kind == "" || subject.ID == "" || len(ids) > maxListed {
		return shiheng.Invalid("attachment.subject")
	}
	linked := make([]string, 0, len(ids))
	for _, id := range ids {
		a, err := tx.Attachment(id)
		switch {
		case err != nil:
			return fmt.Errorf("link attachment: %w", err)
		case a.Subject == subject:
			continue
		case a.Linked():
			return shiheng.Conflict("attachment.linked", "name", a.Name)
		case a.AddedBy != actor.Account:
			return shiheng.Forbidden("attachment.of-another", "name", a.Name).By("W168/29/1")
		}
		if err := tx.LinkAttachment(id, subject); err != nil {
			return fmt.Errorf("link attachment: %w", err)
		}
		linked = append(linked, id.String())
	}
	if len(linked) == 0 {
		return nil
	}
	return tx.Append(audit.New(s.now(), actor, audit.AttachmentLink, audit.Object(subject)).
		With("attachments", strings.Join(linked, " ")))
}

// OpenAttachment opens the bytes of an attachment for somebody who may read
// it; the reading of a confidential one is on record first. The caller closes
// the blob.
func (s *Service) OpenAttachment(ctx context.Context, actor audit.Actor, id AttachmentID) (Attachment, Blob, error) {
	a, err := s.cfg.Store.Attachment(ctx, id)
	if err == nil && a.Confidential {
		err = s.cfg.Store.Write(ctx, func(tx Tx) error {
			return tx.Append(audit.New(s.now(), actor, audit.AttachmentRead, audit.On("attachment", id)).With("name", a.Name))
		})
	}
	var blob Blob
	if err == nil {
		blob, err = s.cfg.Blobs.Open(ctx, a.SHA256)
	}
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("open attachment: %w", err)
	}
	return a, blob, nil
}

// Drop removes an attachment that was added and not linked yet, by whoever
// added it; bytes no other row has go with it.
func (s *Service) Drop(ctx context.Context, actor audit.Actor, id AttachmentID) error {
	a, err := s.cfg.Store.Attachment(ctx, id)
	switch {
	case err != nil:
	case a.Linked():
		err = shiheng.Conflict("attachment.linked", "name", a.Name)
	case a.AddedBy != actor.Account:
		err = shiheng.Forbidden("attachment.of-another", "name", a.Name).By("W168/29/1")
	default:
		err = s.drop(ctx, actor, a)
	}
	if err != nil {
		return fmt.Errorf("drop attachment: %w", err)
	}
	return nil
}

func (s *Service) drop(ctx context.Context, actor audit.Actor, a Attachment) error {
	s.gone.Lock()
	defer s.gone.Unlock()
	last := false
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if last, err = tx.DropAttachment(a.ID); err != nil {
			return err
		}
		return tx.Append(audit.New(s.now(), actor, audit.AttachmentDrop, audit.On("attachment", a.ID)).
			With("name", a.Name).With("sha256", a.SHA256.String()))
	})
	if err != nil || !last {
		return err
	}
	return s.cfg.Blobs.Forget(ctx, a.SHA256)
}

// Retire takes an attachment out of use, with the reason; it stays readable.
func (s *Service) Retire(ctx context.Context, actor audit.Actor, id AttachmentID, why string) (Attachment, error) {
	why, err := reason(why)
	if err != nil {
		return Attachment{}, err
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		a, err := tx.Attachment(id)
		switch {
		case err != nil:
			return err
		case !a.Linked():
			return shiheng.Invalid("attachment.not-linked")
		case !a.Current():
			return shiheng.Conflict("attachment.not-current", "name", a.Name)
		}
		if err := s.Bound(a); err != nil {
			return err
		}
		return s.retire(tx, actor, a, why)
	})
	if err != nil {
		return Attachment{}, fmt.Errorf("retire attachment: %w", err)
	}
	return s.cfg.Store.Attachment(ctx, id)
}

func (s *Service) retire(tx Tx, actor audit.Actor, a Attachment, why string) error {
	now := s.now()
	if err := tx.RetireAttachment(a.ID, now, why); err != nil {
		return fmt.Errorf("retire attachment: %w", err)
	}
	return tx.Append(audit.New(now, actor, audit.AttachmentRetire, audit.On("attachment", a.ID)).
		With("name", a.Name).With("why", why))
}

// Withdraw takes attachments of a bound subject out of use in the transaction
// of its room. by is the attachment that takes their place; zero when none
// does, and then the reason is asked for. What is not current any more stays
// as it is.
func (s *Service) Withdraw(tx Tx, actor audit.Actor, by AttachmentID, why string, ids ...AttachmentID) error {
	for _, id := range ids {
		a, err := tx.Attachment(id)
		if err != nil {
			return fmt.Errorf("withdraw attachment: %w", err)
		}
		if !a.Current() {
			continue
		}
		if !by.IsZero() {
			if err := tx.ReplaceAttachment(id, by); err != nil {
				return fmt.Errorf("withdraw attachment: %w", err)
			}
			continue
		}
		said, err := reason(why)
		if err != nil {
			return err
		}
		if err := s.retire(tx, actor, a, said); err != nil {
			return err
		}
	}
	return nil
}
