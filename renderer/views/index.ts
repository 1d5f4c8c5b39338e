import { ArrowRight, Activity, FlaskConical, Rows3, SlidersHorizontal } from '@lucide/vue';
import { defineAsyncComponent, type Component } from 'vue';
import { type Messages } from '../i18n.ts';
import CommissioningView from './commissioning/CommissioningView.vue';

export type WorkspaceId = 'commissioning' | 'publish' | 'inspect' | 'practice' | 'settings';
export type Workspace = {
  readonly id: WorkspaceId & keyof Messages['shell'];
  readonly icon: Component;
  readonly view: Component;
  /** With Ctrl, or ⌘ on a Mac. */
  readonly digit: string;
};

/** One row for each workspace; the rail and the shortcuts are drawn from it. The first loads with the window. */
export const workspaces: readonly Workspace[] = [
  { id: 'commissioning', icon: Activity, view: CommissioningView, digit: '1' },
  {
    id: 'publish',
    icon: ArrowRight,
    view: defineAsyncComponent(() => import('./publish/PublishView.vue')),
    digit: '2',
  },
  { id: 'inspect', icon: Rows3, view: defineAsyncComponent(() => import('./inspect/InspectView.vue')), digit: '3' },
  {
    id: 'practice',
    icon: FlaskConical,
    view: defineAsyncComponent(() => import('./practice/PracticeView.vue')),
    digit: '4',
  },
  {
    id: 'settings',
    icon: SlidersHorizontal,
    view: defineAsyncComponent(() => import('./settings/SettingsView.vue')),
    digit: '5',
  },
];
