// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portolan::protocol {

template <typename T>
struct ListLink {
    T *previous = nullptr;
    T *next = nullptr;
    bool linked = false;
};

/// A doubly linked list through a member of its elements: constant time and no allocation. Owns nothing.
template <typename T, ListLink<T> T::*Link>
class IntrusiveList {
public:
    [[nodiscard]] bool empty() const { return m_head == nullptr; }
    [[nodiscard]] T *front() const { return m_head; }
    [[nodiscard]] T *back() const { return m_tail; }
    [[nodiscard]] static T *next(const T &element) { return (element.*Link).next; }
    [[nodiscard]] static T *previous(const T &element) { return (element.*Link).previous; }
    [[nodiscard]] static bool contains(const T &element) { return (element.*Link).linked; }

    void pushBack(T &element) { insertAfter(m_tail, element); }

    /// \param position  nullptr: in front of all
    void insertAfter(T *position, T &element)
    {
        ListLink<T> &link = element.*Link;
        link.previous = position;
        link.next = position != nullptr ? (position->*Link).next : m_head;
        link.linked = true;
        (link.previous != nullptr ? (link.previous->*Link).next : m_head) = &element;
        (link.next != nullptr ? (link.next->*Link).previous : m_tail) = &element;
    }

    /// Harmless for an element that is in no list.
    void remove(T &element)
    {
        ListLink<T> &link = element.*Link;
        if (!link.linked)
            return;
        (link.previous != nullptr ? (link.previous->*Link).next : m_head) = link.next;
        (link.next != nullptr ? (link.next->*Link).previous : m_tail) = link.previous;
        link = {};
    }

    T *popFront()
    {
        T *const element = m_head;
        if (element != nullptr)
            remove(*element);
        return element;
    }

private:
    T *m_head = nullptr;
    T *m_tail = nullptr;
};

} // namespace portolan::protocol
