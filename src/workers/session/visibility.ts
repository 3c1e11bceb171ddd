/** Whether the page can be seen, as the page tells it: browsers slow hidden pages down, and their times are no result. */
export class Visibility {
  private hidden = false;
  private sinceAsked = false;

  set(hidden: boolean): void {
    this.hidden = hidden;
    this.sinceAsked ||= hidden;
  }

  /** Whether the page is hidden now, or was for a moment since this was last asked. */
  readonly wasHidden = (): boolean => {
    const was = this.sinceAsked;
    this.sinceAsked = this.hidden;
    return was;
  };
}
