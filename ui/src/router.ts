// Pages and their addresses; the program's answers (tasks, search hits) use the same addresses.
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import type { Act } from './generated/bindings';
import { session } from './session';

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page in the title bar. */
    title?: string;
    /** Entry of the left navigation that is lit. */
    nav?: string;
    /** A list page whose filters come with the address: another address is another page. */
    byQuery?: boolean;
    /** Who may not do this is told so instead of the page. */
    act?: Act;
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/start',
    component: () => import('./features/start/FirstStartPage.vue'),
    meta: { title: '首次使用' },
  },
  {
    path: '/unlock',
    component: () => import('./features/start/UnlockPage.vue'),
    meta: { title: '解锁' },
  },
  {
    path: '/',
    component: () => import('./features/home/HomePage.vue'),
    meta: { title: '首页', nav: 'home' },
  },
  {
    path: '/files',
    component: () => import('./features/files/FileListPage.vue'),
    meta: { act: 'see_cases', byQuery: true, title: '困难职工', nav: 'files' },
  },
  {
    path: '/files/:id',
    component: () => import('./features/files/FileDetailPage.vue'),
    meta: { act: 'see_cases', title: '困难职工档案', nav: 'files' },
  },
  {
    path: '/import',
    component: () => import('./features/import/ImportPage.vue'),
    meta: { act: 'import', title: '导入', nav: 'import' },
  },
  {
    path: '/visits',
    component: () => import('./features/visits/VisitListPage.vue'),
    meta: { act: 'see_cases', byQuery: true, title: '走访', nav: 'visits' },
  },
  {
    path: '/visits/new',
    component: () => import('./features/visits/VisitFormPage.vue'),
    meta: { act: 'record_visits', byQuery: true, title: '记录走访', nav: 'visits' },
  },
  {
    path: '/visits/:id',
    component: () => import('./features/visits/VisitViewPage.vue'),
    meta: { act: 'see_cases', title: '走访记录', nav: 'visits' },
  },
  {
    path: '/visits/:id/edit',
    component: () => import('./features/visits/VisitFormPage.vue'),
    meta: { act: 'record_visits', title: '记录走访', nav: 'visits' },
  },
  {
    path: '/difficulties',
    component: () => import('./features/visits/DifficultyPage.vue'),
    meta: { act: 'see_cases', byQuery: true, title: '困难事项', nav: 'difficulties' },
  },
  {
    path: '/print',
    component: () => import('./features/print/PreviewPage.vue'),
    meta: { title: '打印预览' },
  },
  {
    path: '/policy',
    component: () => import('./features/policy/PackPage.vue'),
    meta: { title: '政策包', nav: 'policy' },
  },
  {
    path: '/unions',
    component: () => import('./features/unions/UnionPage.vue'),
    meta: { act: 'see_cases', byQuery: true, title: '工会组织', nav: 'unions' },
  },
  {
    path: '/campaigns',
    component: () => import('./features/campaigns/CampaignListPage.vue'),
    meta: { act: 'see_campaigns', byQuery: true, title: '慰问活动', nav: 'campaigns' },
  },
  {
    path: '/campaigns/new',
    component: () => import('./features/campaigns/WizardPage.vue'),
    meta: { act: 'plan_campaigns', title: '新建活动', nav: 'campaigns' },
  },
  {
    path: '/campaigns/:id',
    component: () => import('./features/campaigns/CampaignPage.vue'),
    meta: { act: 'see_campaigns', title: '慰问活动', nav: 'campaigns' },
  },
  {
    path: '/scholarships',
    component: () => import('./features/scholarships/RoundListPage.vue'),
    meta: { act: 'see_cases', title: '金秋助学', nav: 'scholarships' },
  },
  {
    path: '/scholarships/new',
    component: () => import('./features/scholarships/RoundWizardPage.vue'),
    meta: { act: 'edit_cases', title: '新建年度助学', nav: 'scholarships' },
  },
  {
    path: '/scholarships/rounds/:id',
    component: () => import('./features/scholarships/RoundPage.vue'),
    meta: { act: 'see_cases', title: '年度助学', nav: 'scholarships' },
  },
  {
    path: '/scholarships/rounds/:id/new',
    component: () => import('./features/scholarships/CaseFormPage.vue'),
    meta: { act: 'edit_cases', title: '登记助学申请', nav: 'scholarships' },
  },
  {
    path: '/scholarships/cases/:id',
    component: () => import('./features/scholarships/CasePage.vue'),
    meta: { act: 'see_cases', title: '助学申请', nav: 'scholarships' },
  },
  {
    path: '/model-workers',
    component: () => import('./features/model-workers/WorkerListPage.vue'),
    meta: { act: 'see_cases', byQuery: true, title: '劳模名册', nav: 'model-workers' },
  },
  {
    path: '/model-workers/benefits',
    component: () => import('./features/model-workers/BenefitYearPage.vue'),
    meta: { act: 'see_cases', title: '三金和津贴', nav: 'model-workers' },
  },
  {
    path: '/model-workers/charts',
    component: () => import('./features/model-workers/ChartsPage.vue'),
    meta: { act: 'see_money', title: '劳模图表', nav: 'model-workers' },
  },
  {
    path: '/model-workers/:id',
    component: () => import('./features/model-workers/WorkerPage.vue'),
    meta: { act: 'see_cases', title: '劳模', nav: 'model-workers' },
  },
  {
    path: '/honors',
    component: () => import('./features/model-workers/HonorListPage.vue'),
    meta: { act: 'see_cases', byQuery: true, title: '荣誉与奖章', nav: 'model-workers' },
  },
  {
    path: '/batches',
    component: () => import('./features/batches/BatchListPage.vue'),
    meta: { act: 'see_money', byQuery: true, title: '发放批次', nav: 'batches' },
  },
  {
    path: '/batches/:id',
    component: () => import('./features/batches/BatchPage.vue'),
    meta: { act: 'see_money', title: '发放批次', nav: 'batches' },
  },
  {
    path: '/funds',
    component: () => import('./features/funds/FundListPage.vue'),
    meta: { act: 'see_money', byQuery: true, title: '资金', nav: 'funds' },
  },
  {
    path: '/funds/:id',
    component: () => import('./features/funds/FundLedgerPage.vue'),
    meta: { act: 'see_money', title: '资金收支明细账', nav: 'funds' },
  },
  {
    path: '/figures',
    component: () => import('./features/figures/FiguresPage.vue'),
    meta: { act: 'see_money', title: '统计', nav: 'figures' },
  },
  {
    path: '/settings/users',
    component: () => import('./features/users/UsersPage.vue'),
    meta: { act: 'keep_users', title: '使用人', nav: 'settings' },
  },
  {
    path: '/settings/access-log',
    component: () => import('./features/users/AccessLogPage.vue'),
    meta: { act: 'see_access_log', title: '号码查阅记录', nav: 'settings' },
  },
  {
    path: '/sync',
    component: () => import('./features/sync/SyncPage.vue'),
    meta: { act: 'sync', title: '同步', nav: 'sync' },
  },
  {
    path: '/sync/conflicts',
    component: () => import('./features/sync/ConflictPage.vue'),
    meta: { act: 'see_cases', title: '待裁决', nav: 'sync' },
  },
  {
    path: '/sync/devices',
    component: () => import('./features/sync/DevicesPage.vue'),
    meta: { act: 'keep_devices', title: '设备', nav: 'sync' },
  },
  {
    path: '/settings',
    component: () => import('./features/settings/SettingsPage.vue'),
    meta: { title: '设置', nav: 'settings' },
  },
  {
    path: '/about',
    component: () => import('./features/settings/AboutPage.vue'),
    meta: { title: '关于', nav: 'about' },
  },
  { path: '/:unknown(.*)*', redirect: '/' },
];

export const router = createRouter({ history: createWebHashHistory(), routes });

// Where the program stands decides which pages can be shown at all.
router.beforeEach((to) => {
  const stage = session.state?.stage;
  if (stage === 'first_start') return to.path === '/start' || '/start';
  if (stage === 'locked') {
    return to.path === '/unlock' || { path: '/unlock', query: { next: to.fullPath } };
  }
  if (stage === 'open' && (to.path === '/start' || to.path === '/unlock')) return '/';
  return true;
});
